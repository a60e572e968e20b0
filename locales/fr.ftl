# Français
# Read by a native reader: no

## Every page

skip = Aller au contenu principal
language-title = Langue
title-error = Erreur : { $title }
title-notice = Important : { $title }
title-preview = Aperçu : { $title }
preview-mark = Aperçu. Rien n’est enregistré ici.
preview-all = Toutes les pages
preview-lead = Voici les pages de ce formulaire, avec des réponses inventées.
preview-until = Cette adresse fonctionne jusqu’au { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – Étape { $step } sur { $steps } – { $tenant }
help-title = Besoin d’aide ?
help-tenant = Contactez { $tenant }, qui vous a envoyé le lien vers cette inscription.
help-nobody = Contactez l’organisation qui vous a envoyé le lien vers cette inscription.
nobody-name = Inscription
emergency = Ce formulaire n’appelle pas les secours.
emergency-call = En cas d’urgence, appelez le { $number }.
support-page = Aide
privacy-page = Confidentialité
terms-page = Conditions
continue = Continuer
back = Retour
cancel-link = Annuler cette inscription
optional = (facultatif)
all-optional = Répondez à ce que vous pouvez. Vous pouvez laisser ces réponses vides.
error-prefix = Erreur :
summary-title = Il y a un problème
notice-title = Important :
return-to = Retourner chez { $tenant }
call-tenant = Appeler { $tenant } au { $number }
mail-tenant = Écrire à { $tenant }
close = Vous pouvez maintenant fermer cette page.
tenant-unknown = l’organisation qui vous a invité

## The start page

start-title = S’inscrire chez { $tenant }
start-time = { $minutes ->
    [one] Cela prend environ 1 minute.
   *[other] Cela prend environ { $minutes } minutes.
 }
start-mobile = Il vous faut votre numéro de portable.
start-mobile-code = Il vous faut votre téléphone portable : nous y envoyons un code.
start-ready = Préparez : { $fields }.
start-asked = Ce qui vous sera demandé
start-privacy = Votre vie privée
start-privacy-who = { $tenant } reçoit vos réponses quand vous terminez, pas avant.
start-privacy-why = Elles disent à { $tenant } qui vous êtes, et qui appeler quand vous avez besoin d’aide.
start-privacy-how-long = Si vous ne terminez pas, vos réponses sont supprimées. Si vous terminez, demandez à { $tenant } combien de temps on les garde.
personal-asked = Votre nom et numéro de portable
vehicle-asked = Votre véhicule, si vous en avez un
medical-asked = Votre santé, seulement si vous voulez
next-of-kin-asked = Une personne à appeler en urgence
start-prefilled = { $tenant } a déjà rempli certaines réponses. Vous les verrez et pourrez les vérifier.
start-until = Ouvert jusqu’au { $until }. Vous pouvez vous arrêter et revenir.
start-pay = À la fin, vous payez { $tenant } sur une de leurs pages.
start-button = Commencer

## The link was already used in another browser

elsewhere-title = Cette inscription a été commencée dans un autre navigateur
elsewhere-safe = Pour protéger ce qui y a été écrit, rien n’en est montré ici.
elsewhere-carry-on = Retournez dans le navigateur où vous avez commencé et ouvrez-y le lien. Vous pourrez reprendre là où vous vous êtes arrêté.
elsewhere-until = Vous avez jusqu’au { $until }.
code-label = Code de votre autre téléphone ou ordinateur
code-hint = 8 lettres et chiffres. Pour l’obtenir, appuyez là-bas sur « Enregistrer et revenir plus tard ».
code-share = Garder cette inscription ouverte aussi sur l’autre téléphone ou ordinateur
code-button = Continuer ici
code-malformed = Saisissez les 8 lettres et chiffres du code, comme CFGH-2345
code-unconfirmed = Nous n’avons pas pu confirmer que cela vient de votre page : appuyez de nouveau sur le bouton
code-wrong = Ce code n’est pas le bon : vérifiez-le. Il vous reste { $tries ->
    [one] { $tries } essai
   *[other] { $tries } essais
}
code-locked = Trop de codes faux ont été saisis. Obtenez un nouveau code là où vous avez commencé, ou recommencez
code-wait = Trop de codes ou de liens faux sont venus de là où vous êtes. Attendez une minute, puis réessayez
code-none = Si vous n’avez pas de code
elsewhere-pays = Un paiement est en cours : vous ne pouvez pas recommencer maintenant.
again-link = Recommencer avec un formulaire vide
again-title = Recommencer avec un formulaire vide ?
again-lead = Ce qui a été écrit dans l’autre navigateur est alors perdu, et il ne peut plus ouvrir cette inscription.
again-used = Dernière utilisation : { $at }.
again-button = Recommencer ici
again-back = Non, revenir

## The browser keeps no cookie

cookies-title = Ce navigateur n’a pas gardé notre cookie
cookies-lead = Nous avons besoin d’un cookie, pour qu’aucun autre navigateur ne puisse ouvrir ce que vous écrivez ici. Il ne sert à rien d’autre.
cookies-what-title = Ce que vous pouvez faire
cookies-what = Autorisez les cookies pour ce site dans les réglages de votre navigateur, puis réessayez. Si vous êtes en navigation privée ou dans une autre application, ouvrez votre lien dans votre navigateur habituel.
cookies-button = Réessayer

## The organisation has paused its signups

paused-title = { $tenant } a suspendu les inscriptions
paused-start = Vous ne pouvez pas vous inscrire en ce moment. Votre lien fonctionnera de nouveau dès que les inscriptions seront ouvertes.
paused-kept = Vous ne pouvez pas continuer en ce moment. Ce que vous avez enregistré est gardé.
paused-until = Réessayez plus tard, dans ce navigateur. Vous avez jusqu’au { $until }.
paused-button = Réessayer

## The steps

step-caption = Étape { $step } sur { $steps }
step-save-check = Enregistrer et vérifier vos réponses
later-link = Enregistrer et revenir plus tard
later-title = Vos réponses sont enregistrées
later-until = Vous pouvez reprendre jusqu’au { $until }.
later-here-title = Sur ce téléphone ou cet ordinateur
later-here = Ouvrez le même lien dans ce navigateur.
later-there-title = Sur un autre téléphone ou ordinateur
later-there = Ouvrez-y le même lien et saisissez ce code :
later-once = Notez-le maintenant : il n’est montré qu’une fois. Un code précédent ne marche plus.
later-copy = Copier le code
later-copied = Copié
later-code = Il vous faut un code pour y continuer.
later-had-code = Un code vous a déjà été montré. Un nouveau le remplace.
later-code-button = Montrer un nouveau code
later-clear-text = Quelqu’un d’autre utilise cet appareil ? Effacez-le quand vous avez noté le code. Il vous faudra alors le code pour continuer.
later-clear-button = Fini pour l’instant : effacer cet appareil
later-button = Continuer maintenant
personal-title = Sur vous
vehicle-title = Votre véhicule
medical-title = Informations médicales
next-of-kin-title = Votre proche
vehicle-lead = Les secours cherchent votre véhicule quand ils viennent vous aider.
vehicle-together = Dites-nous au moins l’un de ces détails.
next-of-kin-lead = Un proche que { $tenant } peut appeler en cas d’urgence. Dites-lui que vous l’avez indiqué.
next-of-kin-together = Remplissez les deux, ou laissez les deux vides.
medical-lead = Cela aide les secours quand vous ne pouvez pas parler. Vous pouvez vous inscrire sans.
medical-more = Assurance maladie et médecin
filled-in = { $tenant } a rempli : { $fields }. { $count ->
    [one] Vérifiez cette réponse.
   *[other] Vérifiez ces réponses.
 }
filled-locked = Si une réponse est fausse et que vous ne pouvez pas la changer, cochez « C’est faux ». { $tenant } en est informé.
from-tenant = Fourni par { $tenant }
wrong = C’est faux

## The mobile number is confirmed by a code

verify-title = Confirmez votre numéro de portable
verify-ask = Nous envoyons un code par SMS à ce numéro. Il montre que le numéro est le vôtre.
verify-sent = Nous avons envoyé un code par SMS à { $time }, à ce numéro :
verify-delayed = Nous n’avons pas encore pu envoyer le code. Nous continuons d’essayer. Saisissez-le dès qu’il arrive.
verify-late = Le code est trop ancien : il était valable 10 minutes. Faites-en envoyer un nouveau.
verify-spent = Le code ne peut plus être utilisé. Faites-en envoyer un nouveau.
verify-no-more = Aucun code ne peut plus être envoyé pour cette inscription. { $tenant } peut vous aider.
verify-label = Code du SMS
verify-hint = 6 chiffres, valable 10 minutes
verify-malformed = Saisissez les 6 chiffres du code
verify-wrong = Ce code n’est pas le bon : vérifiez-le. Si vous en avez reçu plusieurs, saisissez le plus récent. Il vous reste { $tries ->
    [one] { $tries } essai
   *[other] { $tries } essais
}
verify-again-title = Pas encore de code ?
verify-again = Cela peut prendre une minute. Vérifiez que le numéro est le bon.
verify-left = Vous pouvez faire envoyer encore { $count ->
    [one] { $count } code
   *[other] { $count } codes
}.
verify-send = Envoyer le code
verify-resend = Envoyer un nouveau code
verify-locked = { $tenant } a rempli ce numéro. S’il est faux, demandez-leur de le corriger.
verify-soon = Un code vient d’être envoyé. Attendez { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
}, puis appuyez de nouveau sur le bouton.
verify-number-spent = Aucun code ne peut plus être envoyé à ce numéro aujourd’hui. Réessayez demain. Ce que vous avez enregistré est gardé.
verify-crowded = Trop de codes sont envoyés en ce moment. Attendez { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, puis réessayez. Ce que vous avez enregistré est gardé.
verify-changed = Le numéro a été changé dans un autre onglet ou une autre fenêtre. Voici le plus récent.
verify-busy = Nous n’avons pas pu le faire à l’instant. Attendez un moment, puis appuyez de nouveau sur le bouton.
# The text message itself: short, and the code first.
sms-code = { $code } est votre code pour vous inscrire chez { $tenant }. Il est valable 10 minutes.

## A step that was changed in another tab

stale-title = Cette étape a été modifiée dans un autre onglet ou une autre fenêtre
stale-text = Choisissez pour chacune ce qui doit être enregistré. Tout le reste est gardé comme vous l’avez écrit ici.
stale-same = Les réponses enregistrées là-bas sont les mêmes que les vôtres ci-dessous.
stale-there = Enregistré à { $time } :
stale-here = Écrit ici :
stale-nothing = Rien

## What the script says of what is typed

draft-kept = Enregistré
draft-retrying = Pas encore enregistré. Nous réessayons.
draft-waiting = Pas de connexion pour l’instant. Nous continuons dès qu’il y en a une.
draft-elsewhere = Cette étape a été modifiée dans un autre onglet ou une autre fenêtre. Ce que vous écrivez ici est enregistré quand vous choisissez Continuer.
draft-stopped = Ce que vous écrivez n’est pas encore enregistré. Choisissez Continuer pour savoir pourquoi.
draft-large = C’est trop long pour être envoyé. Raccourcissez vos réponses les plus longues.

## Notices

notice-unconfirmed = Nous n’avons pas pu confirmer que cela venait de votre page ; rien n’a donc été enregistré. Vérifiez les réponses ci-dessous, puis réessayez.
notice-unsaved = Nous n’avons pas pu enregistrer cette étape pour l’instant. Tout ce que vous avez écrit est encore ci-dessous. Attendez un instant, puis appuyez de nouveau sur le bouton.
notice-paused = { $tenant } a suspendu les inscriptions ; cette étape n’est donc pas encore enregistrée. Tout ce que vous avez écrit est encore ci-dessous. Gardez cette page ouverte, et appuyez de nouveau sur le bouton plus tard.
notice-changed = Vos réponses ont été modifiées dans un autre onglet ou une autre fenêtre. Voici les dernières : vérifiez-les de nouveau avant de terminer.

## Check your answers

check-title = Vérifiez vos réponses
check-lead = Vous n’êtes pas encore inscrit. Vérifiez que tout est juste, puis terminez.
check-unsent = Vous avez écrit quelque chose dans « { $step } » sans y choisir Continuer. Cela ne compte pas encore. Choisissez Modifier pour le voir.
check-change = Modifier
check-add = Ajouter
check-show = Afficher
check-hide = Masquer
check-covered = Masqué
check-not-given = Non renseigné
check-disputed = Vous avez dit que c’est faux.
check-own-number-title = Ce numéro est-il le bon ?
check-own-number = Le numéro de votre proche est votre propre numéro de portable. Si vous ne pouvez pas répondre, on ne pourrait joindre personne. Vous pouvez le modifier, ou terminer ainsi.
check-email = Vouliez-vous écrire { $email } ?
check-email-text = Si votre adresse est juste, vous pouvez terminer.
check-email-change = Modifier l’adresse
check-declare = En terminant, vous dites que ces réponses sont justes à votre connaissance, et { $tenant } les reçoit.
check-pay = Ensuite, vous payez sur une page de { $tenant }. À partir de là, vos réponses restent telles quelles.
terms-text = J’accepte les conditions de { $tenant }.
terms-required = Cochez la case pour accepter les conditions. Sans cela, vous ne pouvez pas vous inscrire.
marketing-text = { $tenant } peut m’informer de ses offres. Je peux retirer cet accord à tout moment.
tick-changed = Ce texte a changé depuis que vous avez coché la case : lisez-le de nouveau, et cochez-la si vous êtes d’accord
check-button = Terminer l’inscription
check-pay-button = Continuer vers le paiement
payment-title = Votre paiement n’est pas encore confirmé
payment-lead = { $tenant } nous le dit quand votre paiement est arrivé. Cela prend souvent moins d’une minute.
payment-close = Vous pouvez fermer cette page. Dès que { $tenant } nous le dit, vous êtes inscrit.
payment-looks = Cette page cherche des nouvelles d’elle-même.
payment-look = Regarder maintenant
payment-not-paid = Vous n’avez pas encore payé ?
payment-button = Aller à la page de paiement
payment-refused-title = Votre paiement n’a pas abouti
payment-refused-lead = Vous n’êtes pas encore inscrit. Vos réponses sont gardées, vous pouvez donc réessayer.
payment-until = Vous pouvez payer jusqu’au { $until }.
payment-retry = Réessayer de payer

## The mobile number cannot be signed up

taken-title = Ce numéro de portable ne peut pas être inscrit ici
taken-lead = Vous n’avez pas été inscrit.
taken-number = Le numéro est { $number }.
taken-correct-text = Vérifiez s’il y a une faute de frappe. Vous pouvez le changer et terminer de nouveau : tout le reste est gardé.
taken-correct = Changer le numéro
taken-no-more = Le numéro ne peut plus être corrigé dans cette inscription. { $tenant } peut vous aider pour la suite.
taken-leave-text = Retourner chez { $tenant } met fin à cette inscription.
taken-leave = Quitter et retourner chez { $tenant }

## Cancel

cancel-title = Voulez-vous annuler cette inscription ?
cancel-lead = Si vous annulez, vous ne serez pas inscrit, { $tenant } ne reçoit pas vos réponses, et le lien cesse de fonctionner.
cancel-pause = Si vous voulez seulement vous arrêter pour l’instant, fermez cette page. Ce que vous avez enregistré est gardé, et le même lien dans ce navigateur vous ramène ici.
cancel-paid = Si vous avez déjà payé, parlez à { $tenant } avant d’annuler. Annuler ne rend pas l’argent.
cancel-button = Oui, annuler cette inscription
cancel-keep = Non, continuer cette inscription

## The outcome

completed-title = Vous êtes inscrit
completed-text = Merci. { $tenant } a maintenant vos informations. Vous n’avez plus rien à faire ici.
completed-reference = Votre référence : { $reference }
completed-print = Imprimer cette page
completed-next = Et ensuite
download-title = Obtenir l’application
download-text = { $tenant } a une application. Vous pouvez l’obtenir maintenant ou plus tard.
download-ios = L’obtenir pour iPhone
download-android = L’obtenir pour Android
download-web = L’utiliser dans le navigateur
clear-text = Quelqu’un d’autre utilise cet appareil ? Effacez-le, et personne ne pourra y ouvrir cette inscription.
clear-button = Terminer et effacer cet appareil
clear-title = Cet appareil est effacé
clear-done = Vos réponses ne peuvent plus y être ouvertes.
cancelled-title = Cette inscription a été annulée
cancelled-text = Vous n’avez pas été inscrit, et { $tenant } n’a pas reçu vos réponses. Si vous changez d’avis, demandez un nouveau lien à { $tenant }.
failed-title = Cette inscription n’a pas pu aboutir
failed-text = Vous n’avez pas été inscrit ici. Contactez { $tenant } : on vous y dira quoi faire ensuite.
unpaid-text = Personne ne nous a dit que vous avez payé : vous n’êtes donc pas inscrit. Si vous avez payé, contactez { $tenant }.
expired-title = Cette inscription n’est plus ouverte
expired-text = Le délai est passé, et vous n’avez pas été inscrit. Demandez un nouveau lien à { $tenant }.
expired-text-refresh = Le délai est passé, et vous n’avez pas été inscrit. { $tenant } peut vous donner un nouveau lien.
expired-button = Obtenir un nouveau lien

## Access was lost

moved-title = Cette inscription a été continuée ailleurs
moved-lead = Elle a été ouverte sur un autre téléphone ou ordinateur, ou dans un autre navigateur. Ce navigateur n’y a plus accès.
moved-open = Continuez là-bas. Pour continuer ici, ouvrez le lien qui vous a été envoyé et saisissez un code de là-bas.
lost-title = Ouvrez de nouveau votre lien
lost-lead = Ce navigateur n’a plus accès à cette inscription. Cela arrive quand ses cookies ont été effacés, ou quand le lien a été utilisé dans un autre navigateur.
lost-open = Ouvrez le lien qui vous a été envoyé. Dans le navigateur où vous avez commencé, vous pouvez continuer ; ailleurs, il vous faut votre code, ou recommencez.
lost-typed = Ce que vous avez écrit en dernier
lost-typed-text = Cela n’a pas pu être enregistré. Gardez cette page ouverte, ou copiez-la, pour le remplir de nouveau.
lost-copy = Copier ce que j’ai écrit
lost-text = Ce que vous avez écrit, à copier
back-title = Le retrouver
back-text = Saisissez votre code, et ce que vous avez écrit est remis dans votre inscription.
along-title = L’emporter
along-text = Ouvrez votre nouveau lien dans ce navigateur et appuyez sur Commencer. Gardez cette page ouverte. Revenez-y ensuite et appuyez sur ce bouton.
along-button = Le mettre dans ma nouvelle inscription
along-none = Il n’y a pas encore de nouvelle inscription dans ce navigateur. Ouvrez ici votre nouveau lien et appuyez sur Commencer. Revenez ensuite à cette page.

## Problems

problem-400-title = Cette page n’a pas pu être comprise
problem-400-text = Il manquait quelque chose dans ce que votre navigateur a envoyé. Revenez en arrière, rechargez la page et réessayez.
problem-403-title = Vous ne pouvez pas ouvrir cette page
problem-403-text = Ouvrez de nouveau le lien qui vous a été envoyé, dans ce navigateur, et continuez à partir de là.
problem-404-title = Cette page ou ce lien n’existe pas
problem-404-text = Si vous avez copié le lien, vérifiez que vous l’avez copié en entier. S’il ne fonctionne toujours pas, demandez un nouveau lien.
problem-405-title = Cette page ne peut pas être utilisée ainsi
problem-405-text = Ouvrez de nouveau le lien qui vous a été envoyé et continuez à partir de là.
problem-408-title = Cela a pris trop de temps
problem-408-text = Vos réponses ne sont pas arrivées à temps et n’ont pas été enregistrées. Vérifiez votre connexion, revenez en arrière et réessayez.
problem-413-title = Ce que vous avez envoyé est trop long
problem-413-text = Vos réponses n’ont pas été enregistrées. Revenez en arrière, raccourcissez les plus longues et réessayez.
too-long-lead = « { $step } » n’a pas été enregistré cette fois. Ce que vous aviez enregistré avant est conservé.
too-long-what = Revenez-y et écrivez des réponses plus courtes, en commençant par le plus important.
too-long-button = Revenir à « { $step } »
problem-415-title = Cette page n’a pas pu être comprise
problem-415-text = Votre navigateur a envoyé les réponses d’une façon qui ne peut pas être lue ici. Revenez en arrière, rechargez la page et réessayez.
problem-421-title = Cette adresse mène au mauvais endroit
problem-421-text = Ouvrez le lien exactement comme il vous a été envoyé.
problem-429-title = Trop d’essais
problem-429-text = Attendez une minute, puis réessayez. Ce que vous avez enregistré est gardé.
problem-500-title = Quelque chose s’est mal passé ici
problem-500-text = Ce n’est pas de votre faute. Ce que vous avez enregistré est gardé. Revenez en arrière et réessayez dans quelques minutes.
problem-503-title = Cette inscription est occupée en ce moment
problem-503-text = Ce que vous avez enregistré est gardé. Attendez une minute, puis revenez en arrière et réessayez.

## About you

name-label = Prénom
name-hint = Comme on vous appelle, ou comme sur votre pièce d’identité.
name-required = Entrez votre prénom
surname-label = Nom de famille
surname-hint = Si vous n’avez qu’un seul nom, écrivez-le aussi ici.
surname-required = Entrez votre nom de famille
mobile-label = Numéro de portable
mobile-hint = C’est le numéro qu’on appelle en cas d’urgence. Écrivez-le comme vous voulez, par exemple 082 123 4567.
mobile-required = Entrez votre numéro de portable
mobile-format = Numéro de portable : il faut un numéro de téléphone complet, comme 082 123 4567 ou +44 7911 123456
mobile-too_short = Numéro de portable trop court : il a { $typed } des { $needed } chiffres nécessaires
mobile-too_long = Numéro de portable trop long : il a { $typed } chiffres, il en faut seulement { $needed }
email-label = Adresse e-mail
email-required = Entrez votre adresse e-mail
email-format = Adresse e-mail : elle doit ressembler à nom@example.com
dateOfBirth-label = Date de naissance
dateOfBirth-hint = Par exemple, 27 3 1985
dateOfBirth-required = Entrez votre date de naissance
dateOfBirth-day = Jour
dateOfBirth-month = Mois
dateOfBirth-year = Année
dateOfBirth-format = Date de naissance : il faut un jour, un mois et une année
dateOfBirth-no_such_date = Date de naissance : il faut une date qui existe
dateOfBirth-future = Date de naissance : elle doit être dans le passé
dateOfBirth-too_early = Date de naissance : elle doit être en 1900 ou plus tard
dateOfBirth-day_missing = Date de naissance : il faut aussi un jour
dateOfBirth-month_missing = Date de naissance : il faut aussi un mois
dateOfBirth-year_missing = Date de naissance : il faut aussi une année de 4 chiffres, comme 1985
gender-label = Genre
gender-hint = Cela aide les secours à vous reconnaître.
gender-female = Femme
gender-male = Homme
gender-rather-not-say = Je préfère ne pas le dire
gender-own = Avec mes propres mots
gender-own-label = Votre genre avec vos propres mots
gender-required = Entrez votre genre avec vos propres mots, ou choisissez une autre réponse

## Only told by a tenant

externalReferenceId-label = Référence externe
businessName-label = Nom de l’entreprise
duressCode-label = Code de contrainte

## Your vehicle

hasVehicle-label = Avez-vous un véhicule ?
hasVehicle-check = Véhicule
hasVehicle-no = Pas de véhicule
hasVehicle-hint = Une voiture, un pick-up, une moto : celui que vous utilisez le plus.
hasVehicle-required = Choisissez si vous avez un véhicule
vehicleMake-label = Marque
vehicleMake-hint = Comme Toyota ou Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = Entrez la marque du véhicule, ou au moins un autre détail
vehicleModel-label = Modèle
vehicleModel-hint = Comme Corolla ou Polo.
vehicleColour-label = Couleur
vehicleColour-suggestions = Blanc; Argent; Gris; Noir; Bleu; Rouge; Vert; Marron; Or; Jaune; Orange
vehicleLicensePlate-label = Plaque d’immatriculation
vehicleLicensePlate-hint = Les lettres et les chiffres à l’arrière du véhicule, comme CA 123-456.
vehicleLicensePlate-format = Plaque d’immatriculation : il faut des lettres ou des chiffres

## Medical information

medicalConditions-label = Maladies
medicalConditions-hint = Comme l’asthme, le diabète, l’épilepsie ou une maladie du cœur.
medications-label = Médicaments que vous prenez
medications-hint = Avec la dose, si vous la connaissez.
allergies-label = Allergies
allergies-hint = Comme la pénicilline, les piqûres d’abeille ou les arachides.
medicalOther-label = Autre chose que les secours devraient savoir
medicalOther-check = Autre chose
medicalOther-hint = Comme un stimulateur cardiaque, une grossesse, ou que vous n’entendez pas bien.
bloodtype-label = Groupe sanguin
bloodtype-hint = O+ se dit « O positif ».
bloodtype-A-positive = A+
bloodtype-A-negative = A−
bloodtype-B-positive = B+
bloodtype-B-negative = B−
bloodtype-AB-positive = AB+
bloodtype-AB-negative = AB−
bloodtype-O-positive = O+
bloodtype-O-negative = O−
bloodtype-unknown = Je ne sais pas
hasMedicalAid-label = Avez-vous une assurance maladie ?
hasMedicalAid-check = Assurance maladie
medicalAidScheme-label = Nom de l’assurance maladie
medicalAidScheme-hint = Comme Discovery, Bonitas ou GEMS.
medicalAidNumber-label = Numéro d’assurance maladie
medicalAidPlan-label = Formule d’assurance maladie
familyDoctorName-label = Nom du médecin de famille
familyDoctorName-check = Médecin
familyDoctorPhoneNumber-label = Numéro de téléphone du médecin de famille
familyDoctorPhoneNumber-check = Numéro du médecin
familyDoctorPhoneNumber-format = Numéro de téléphone du médecin de famille : il faut un numéro complet, comme 021 123 4567
familyDoctorPhoneNumber-too_short = Numéro de téléphone du médecin de famille trop court : il a { $typed } des { $needed } chiffres nécessaires
familyDoctorPhoneNumber-too_long = Numéro de téléphone du médecin de famille trop long : il a { $typed } chiffres, il en faut seulement { $needed }
medicalConsent-label = Voulez-vous partager des informations de santé ?
medicalConsent-check = Votre accord
medicalConsent-yes = Oui
medicalConsent-no = Pas maintenant
medicalConsent-forget = Pas maintenant, et effacer ce que j’ai rempli
medicalConsent-required = Choisissez Oui pour partager les informations que vous avez remplies, ou choisissez de les effacer
medicalConsent-changed = Le texte sur le partage des informations de santé a changé : lisez-le et choisissez à nouveau
medicalConsent-given = Donné
medical-consent-text = Si vous choisissez Oui, vous acceptez ceci. { $tenant } conserve les informations de santé que vous donnez ici. Seuls les secours envoyés pour vous aider les voient. Vous pouvez retirer cet accord à tout moment. Dites-le à { $tenant }, qui les efface alors.

## Your next of kin

nextOfKinName-label = Nom complet de votre proche
nextOfKinName-check = Nom
nextOfKinName-required = Entrez le nom complet de votre proche
nextOfKinNumber-label = Numéro de téléphone de votre proche
nextOfKinNumber-check = Numéro de téléphone
nextOfKinNumber-hint = Écrivez-le comme vous voulez. Ce ne doit pas être votre propre numéro.
nextOfKinNumber-required = Entrez le numéro de téléphone de votre proche
nextOfKinNumber-format = Numéro de téléphone de votre proche : il faut un numéro complet, comme 083 123 4567
nextOfKinNumber-too_short = Numéro de téléphone de votre proche trop court : il a { $typed } des { $needed } chiffres nécessaires
nextOfKinNumber-too_long = Numéro de téléphone de votre proche trop long : il a { $typed } chiffres, il en faut seulement { $needed }
nextOfKinTold-label = Cette personne le sait
nextOfKinTold-text = J’ai dit à cette personne que je l’indique ici, et que { $tenant } peut l’appeler.

## Choices that many fields have

choice-yes = Oui
choice-no = Non
choice-unsaid = Je préfère ne pas le dire

## Errors of any field

error-required = Répondez à « { $label } »
error-one_required = Répondez à « { $label } », ou à au moins une des questions qui suivent
error-too_long = « { $label } » : { $limit ->
    [one] { $limit } caractère
   *[other] { $limit } caractères
} au plus
error-too_short = « { $label } » est trop court : { $typed } des { $needed } chiffres nécessaires
error-unreadable = « { $label } » a des caractères qui ne sont pas arrivés entiers : écrivez-le de nouveau
error-characters = « { $label } » ne doit pas avoir de caractères cachés ou empilés : écrivez-le au lieu de le coller
error-format = « { $label } » doit être écrit de la façon habituelle
error-no_such_date = « { $label } » doit être une date qui existe
error-future = « { $label } » doit être dans le passé
error-too_early = « { $label } » doit être en 1900 ou plus tard
error-day_missing = « { $label } » doit avoir un jour
error-month_missing = « { $label } » doit avoir un mois
error-year_missing = « { $label } » doit avoir une année de 4 chiffres
error-choice = Choisissez une des réponses à « { $label } »
error-repeated = « { $label } » est arrivé plus d’une fois : vérifiez et continuez
error-type = « { $label } » doit être du bon type
error-changed = « { $label } » a changé : lisez-le de nouveau

## Numbers and times

list-comma = { ", " }
number-group = { "\u202F" }
moment = { $weekday } { $date } à { $time }, { $zone }
moment-short = { $weekday } { $date }, { $time }
date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
day-month = { $day ->
    [1] 1er
   *[other] { $day }
 } { $month }
zone-utc = UTC
zone-120 = heure d’Afrique du Sud
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
month-1-typed = janv
month-2-typed = févr, fév
month-3-typed = mars
month-4-typed = avr
month-5-typed = mai
month-6-typed = juin
month-7-typed = juil
month-8-typed = août
month-9-typed = sept
month-10-typed = oct
month-11-typed = nov
month-12-typed = déc
