# Português
# Read by a native reader: no

## Every page

skip = Saltar para o conteúdo principal
language-title = Língua
title-error = Erro: { $title }
title-notice = Importante: { $title }
title-preview = Pré-visualização: { $title }
preview-mark = Pré-visualização. Nada é guardado aqui.
preview-all = Todas as páginas
preview-lead = Estas são as páginas deste formulário, com respostas inventadas.
preview-until = Este endereço funciona até { $until }.
title-of = { $title } – { $tenant }
title-step = { $title } – Passo { $step } de { $steps } – { $tenant }
help-title = Precisa de ajuda?
help-tenant = Contacte { $tenant }, que lhe enviou o link para esta inscrição.
help-nobody = Contacte a organização que lhe enviou o link para esta inscrição.
nobody-name = Inscrição
emergency = Este formulário não chama ajuda.
emergency-call = Numa emergência ligue para { $number }.
support-page = Ajuda
privacy-page = Privacidade
terms-page = Termos
continue = Continuar
back = Voltar
cancel-link = Cancelar esta inscrição
optional = (opcional)
all-optional = Responda ao que puder. Pode deixar qualquer destas respostas vazia.
error-prefix = Erro:
summary-title = Há um problema
notice-title = Importante:
return-to = Voltar a { $tenant }
call-tenant = Ligar para { $tenant }: { $number }
mail-tenant = Escrever a { $tenant }
close = Já pode fechar esta página.
tenant-unknown = a organização que fez o convite

## The start page

start-title = Inscrever-se em { $tenant }
start-time = { $minutes ->
    [one] Demora cerca de 1 minuto.
   *[other] Demora cerca de { $minutes } minutos.
 }
start-mobile = Precisa do seu número de telemóvel.
start-mobile-code = Precisa do seu telemóvel: enviamos um código para ele.
start-ready = Tenha à mão: { $fields }.
start-asked = O que lhe será perguntado
start-privacy = A sua privacidade
start-privacy-who = { $tenant } recebe as suas respostas quando terminar, não antes.
start-privacy-why = Dizem a { $tenant } quem é, e a quem ligar quando precisar de ajuda.
start-privacy-how-long = Se não terminar, as suas respostas são apagadas. Se terminar, pergunte a { $tenant } durante quanto tempo as guarda.
personal-asked = O seu nome e telemóvel
vehicle-asked = O seu veículo, se tiver um
medical-asked = Informação de saúde, só se quiser
next-of-kin-asked = Alguém a quem ligar numa emergência
start-prefilled = { $tenant } já preencheu algumas respostas. Vai vê-las e pode verificá-las.
start-until = Aberto até { $until }. Pode parar e voltar.
start-pay = No fim, paga a { $tenant } numa página deles.
start-button = Começar

## The link was already used in another browser

elsewhere-title = Esta inscrição foi começada noutro navegador
elsewhere-safe = Para proteger o que lá foi escrito, nada disso é mostrado aqui.
elsewhere-carry-on = Volte ao navegador onde começou e abra lá o link. Pode continuar onde parou.
elsewhere-until = Tem até { $until }.
code-label = Código do seu outro telefone ou computador
code-hint = 8 letras e algarismos. Para o obter, prima lá “Guardar e voltar mais tarde”.
code-share = Manter esta inscrição aberta também no outro telefone ou computador
code-button = Continuar aqui
code-malformed = Escreva as 8 letras e algarismos do código, como CFGH-2345
code-unconfirmed = Não foi possível confirmar que isto veio da sua página: prima de novo o botão
code-wrong = Este código não está certo: verifique-o. { $tries ->
    [one] Resta-lhe { $tries } tentativa
   *[other] Restam-lhe { $tries } tentativas
}
code-locked = Foram escritos demasiados códigos errados. Obtenha um código novo onde começou, ou recomece
code-wait = Vieram demasiados códigos ou links errados de onde está. Espere um minuto e tente de novo
code-none = Se não tem código
elsewhere-pays = Está a decorrer um pagamento, por isso não pode recomeçar agora.
again-link = Recomeçar com um formulário vazio
again-title = Recomeçar com um formulário vazio?
again-lead = O que foi escrito no outro navegador perde-se então, e ele já não pode abrir esta inscrição.
again-used = Foi usada pela última vez em { $at }.
again-button = Recomeçar aqui
again-back = Não, voltar

## The browser keeps no cookie

cookies-title = Este navegador não guardou o nosso cookie
cookies-lead = Precisamos de um cookie, para que nenhum outro navegador possa abrir o que escreve aqui. Não serve para mais nada.
cookies-what-title = O que pode fazer
cookies-what = Permita cookies para este site nas definições do seu navegador e tente de novo. Se estiver numa janela privada ou dentro de outra aplicação, abra o link no seu navegador habitual.
cookies-button = Tentar de novo

## The organisation has paused its signups

paused-title = { $tenant } suspendeu as inscrições
paused-start = Não se pode inscrever neste momento. O seu link voltará a funcionar quando as inscrições abrirem.
paused-kept = Não pode continuar neste momento. O que guardou fica guardado.
paused-until = Tente de novo mais tarde, neste navegador. Tem até { $until }.
paused-button = Tentar de novo

## The steps

step-caption = Passo { $step } de { $steps }
step-save-check = Guardar e verificar as respostas
later-link = Guardar e voltar mais tarde
later-title = As suas respostas estão guardadas
later-until = Pode continuar até { $until }.
later-here-title = Neste telefone ou computador
later-here = Abra o mesmo link neste navegador.
later-there-title = Noutro telefone ou computador
later-there = Abra lá o mesmo link e escreva este código:
later-once = Anote-o agora: só é mostrado uma vez. Um código anterior já não funciona.
later-copy = Copiar o código
later-copied = Copiado
later-code = Precisa de um código para continuar lá.
later-had-code = Já lhe foi mostrado um. Um novo substitui-o.
later-code-button = Mostrar um código novo
later-clear-text = Outra pessoa usa este aparelho? Limpe-o quando tiver anotado o código. Depois precisa do código para continuar.
later-clear-button = Por agora é tudo: limpar este aparelho
later-button = Continuar agora
personal-title = Sobre si
vehicle-title = O seu veículo
medical-title = Informação médica
next-of-kin-title = O seu familiar próximo
vehicle-lead = O socorro procura o seu veículo quando vem ajudar.
vehicle-together = Diga-nos pelo menos um destes.
next-of-kin-lead = Alguém próximo a quem { $tenant } pode ligar numa emergência. Diga a essa pessoa que a indicou.
next-of-kin-together = Preencha ambos, ou deixe ambos vazios.
medical-lead = Isto ajuda o socorro quando não consegue falar. Pode inscrever-se sem isto.
medical-more = Plano de saúde e médico
filled-in = { $tenant } preencheu: { $fields }. { $count ->
    [one] Verifique se está certo.
   *[other] Verifique se estão certos.
 }
filled-locked = Se algo está errado e não pode alterá-lo, marque “Isto está errado”. { $tenant } é avisado.
from-tenant = De { $tenant }
wrong = Isto está errado

## The mobile number is confirmed by a code

verify-title = Confirme o seu número de telemóvel
verify-ask = Enviamos um código por SMS para este número. Ele mostra que o número é seu.
verify-sent = Enviámos um código por SMS às { $time }, para este número:
verify-delayed = Ainda não conseguimos enviar o código. Continuamos a tentar. Escreva-o assim que chegar.
verify-late = O código é demasiado antigo: era válido durante 10 minutos. Peça o envio de um novo.
verify-spent = O código já não pode ser usado. Peça o envio de um novo.
verify-no-more = Já não se podem enviar códigos nesta inscrição. { $tenant } pode ajudar.
verify-label = Código do SMS
verify-hint = 6 algarismos, válido durante 10 minutos
verify-malformed = Escreva os 6 algarismos do código
verify-wrong = Este código não está certo: verifique-o. Se recebeu vários, escreva o mais recente. { $tries ->
    [one] Resta-lhe { $tries } tentativa
   *[other] Restam-lhe { $tries } tentativas
}
verify-again-title = Ainda não recebeu o código?
verify-again = Pode demorar um minuto. Verifique se o número está certo.
verify-left = Ainda pode pedir o envio de { $count ->
    [one] { $count } código
   *[other] { $count } códigos
}.
verify-send = Enviar o código
verify-resend = Enviar um novo código
verify-locked = { $tenant } preencheu este número. Se estiver errado, peça que o corrijam.
verify-soon = Um código acabou de ser enviado. Espere { $seconds ->
    [one] { $seconds } segundo
   *[other] { $seconds } segundos
} e prima de novo o botão.
verify-number-spent = Hoje já não se podem enviar códigos para este número. Tente de novo amanhã. O que guardou fica guardado.
verify-crowded = Estão a ser enviados demasiados códigos. Espere { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
} e tente de novo. O que guardou fica guardado.
verify-changed = O número foi mudado noutro separador ou noutra janela. Este é o mais recente.
verify-busy = Não foi possível fazê-lo agora. Espere um momento e prima de novo o botão.
# The text message itself: short, and the code first.
sms-code = { $code } é o seu código para se inscrever em { $tenant }. É válido durante 10 minutos.

## A step that was changed in another tab

stale-title = Este passo foi alterado noutro separador ou noutra janela
stale-text = Escolha em cada uma o que deve ser guardado. Tudo o resto fica como o escreveu aqui.
stale-same = As respostas guardadas lá são iguais às suas abaixo.
stale-there = Guardado às { $time }:
stale-here = Escrito aqui:
stale-nothing = Nada

## What the script says of what is typed

draft-kept = Guardado
draft-retrying = Ainda não guardado. Continuamos a tentar.
draft-waiting = Sem ligação neste momento. Continuamos assim que houver.
draft-elsewhere = Este passo foi alterado noutro separador ou noutra janela. O que escreve aqui é guardado quando escolher Continuar.
draft-stopped = O que escreve agora ainda não está guardado. Escolha Continuar para saber porquê.
draft-large = Isto é demasiado longo para ser enviado. Encurte as suas respostas mais longas.

## Notices

notice-unconfirmed = Não conseguimos confirmar que isto veio da sua página, por isso nada foi guardado. Verifique as respostas abaixo e tente de novo.
notice-unsaved = Não conseguimos guardar este passo agora. Tudo o que escreveu ainda está abaixo. Espere um momento e carregue de novo no botão.
notice-paused = { $tenant } suspendeu as inscrições, por isso este passo ainda não foi guardado. Tudo o que escreveu ainda está abaixo. Mantenha esta página aberta e carregue de novo no botão mais tarde.
notice-changed = As suas respostas foram alteradas noutro separador ou noutra janela. Estas são as mais recentes: verifique-as de novo antes de terminar.

## Check your answers

check-title = Verifique as suas respostas
check-lead = A inscrição ainda não está feita. Verifique se está tudo certo e termine.
check-unsent = Escreveu algo em “{ $step }” e não escolheu Continuar lá. Ainda não conta. Escolha Alterar para o ver.
check-change = Alterar
check-add = Acrescentar
check-show = Mostrar
check-hide = Ocultar
check-covered = Oculto
check-not-given = Não indicado
check-disputed = Disse que isto está errado.
check-own-number-title = Este número está certo?
check-own-number = O número do seu familiar próximo é o seu próprio número de telemóvel. Se não puder atender, não se consegue falar com ninguém. Pode alterá-lo, ou terminar assim.
check-email = Queria escrever { $email }?
check-email-text = Se o seu endereço está certo, pode terminar.
check-email-change = Alterar o endereço
check-declare = Ao terminar, diz que estas respostas estão certas, tanto quanto sabe, e { $tenant } recebe-as.
check-pay = Depois disto, paga numa página de { $tenant }. A partir daí, as suas respostas ficam como estão.
terms-text = Aceito os termos de { $tenant }.
terms-required = Assinale a caixa para aceitar os termos. Sem isso não se pode inscrever.
marketing-text = { $tenant } pode informar-me das suas ofertas. Posso retirar este acordo a qualquer momento.
tick-changed = Este texto mudou desde que assinalou a caixa: leia-o de novo, e assinale-a se concordar
check-button = Terminar a inscrição
check-pay-button = Avançar para o pagamento
payment-title = O seu pagamento ainda não está confirmado
payment-lead = { $tenant } diz-nos quando o seu pagamento chegar. Demora muitas vezes menos de um minuto.
payment-close = Pode fechar esta página. Assim que { $tenant } nos disser, a inscrição fica feita.
payment-looks = Esta página procura novidades por si.
payment-look = Ver agora
payment-not-paid = Ainda não pagou?
payment-button = Ir para a página de pagamento
payment-refused-title = O seu pagamento não foi concluído
payment-refused-lead = A inscrição ainda não está feita. As suas respostas ficam guardadas, por isso pode tentar de novo.
payment-until = Pode pagar até { $until }.
payment-retry = Tentar pagar de novo

## The mobile number cannot be signed up

taken-title = Este número de telemóvel não pode ser inscrito aqui
taken-lead = A inscrição não foi feita.
taken-number = O número é { $number }.
taken-correct-text = Verifique se tem um erro. Pode mudá-lo e terminar de novo: tudo o resto fica guardado.
taken-correct = Mudar o número
taken-no-more = O número já não pode ser corrigido nesta inscrição. { $tenant } pode ajudar.
taken-leave-text = Voltar a { $tenant } termina esta inscrição.
taken-leave = Sair e voltar a { $tenant }

## Cancel

cancel-title = Quer cancelar esta inscrição?
cancel-lead = Se cancelar, a inscrição não é feita, { $tenant } não recebe as suas respostas, e o link deixa de funcionar.
cancel-pause = Se só quiser parar por agora, feche esta página. O que guardou fica guardado, e o mesmo link neste navegador traz de volta a esta página.
cancel-paid = Se já pagou, fale com { $tenant } antes de cancelar. Cancelar não devolve o dinheiro.
cancel-button = Sim, cancelar esta inscrição
cancel-keep = Não, continuar esta inscrição

## The outcome

completed-title = A sua inscrição está feita
completed-text = Obrigado. { $tenant } já tem os seus dados. Não há mais nada a fazer aqui.
completed-reference = A sua referência: { $reference }
completed-print = Imprimir esta página
completed-next = O que acontece a seguir
download-title = Obter a aplicação
download-text = { $tenant } tem uma aplicação. Pode obtê-la agora ou mais tarde.
download-ios = Obter para iPhone
download-android = Obter para Android
download-web = Usar no navegador
clear-text = Outra pessoa usa este aparelho? Limpe-o, e ninguém poderá abrir nele esta inscrição.
clear-button = Terminar e limpar este aparelho
clear-title = Este aparelho está limpo
clear-done = As suas respostas já não podem ser abertas nele.
cancelled-title = Esta inscrição foi cancelada
cancelled-text = A inscrição não foi feita, e { $tenant } não recebeu as suas respostas. Se mudar de ideias, peça um novo link a { $tenant }.
failed-title = Esta inscrição não pôde ser concluída
failed-text = A inscrição não foi feita aqui. Contacte { $tenant }: podem dizer-lhe o que fazer a seguir.
unpaid-text = Ninguém nos disse que pagou, por isso a inscrição não foi feita. Se pagou, contacte { $tenant }.
expired-title = Esta inscrição já não está aberta
expired-text = O prazo passou, e a inscrição não foi feita. Peça um novo link a { $tenant }.
expired-text-refresh = O prazo passou, e a inscrição não foi feita. { $tenant } pode dar-lhe um novo link.
expired-button = Obter um novo link

## Access was lost

moved-title = Esta inscrição foi continuada noutro lugar
moved-lead = Foi aberta noutro telefone ou computador, ou noutro navegador. Este navegador já não lhe tem acesso.
moved-open = Continue lá. Para continuar aqui, abra o link que lhe foi enviado e escreva um código de lá.
lost-title = Abra de novo o seu link
lost-lead = Este navegador já não tem acesso a esta inscrição. Isso acontece quando os cookies foram apagados, ou quando o link foi usado noutro navegador.
lost-open = Abra o link que lhe foi enviado. No navegador onde começou pode continuar; em qualquer outro lugar precisa do seu código, ou recomece.
lost-typed = O que escreveu por último
lost-typed-text = Não foi possível guardar. Mantenha esta página aberta, ou copie-a, para voltar a preencher.
lost-copy = Copiar o que escrevi
lost-text = O que escreveu, para copiar
back-title = Recuperá-lo
back-text = Escreva o seu código, e o que escreveu volta à sua inscrição.
along-title = Levá-lo consigo
along-text = Abra o seu novo link neste navegador e prima Começar. Mantenha esta página aberta. Depois volte a ela e prima este botão.
along-button = Pô-lo na minha nova inscrição
along-none = Ainda não há uma nova inscrição neste navegador. Abra aqui o seu novo link e prima Começar. Depois volte a esta página.

## Problems

problem-400-title = Não foi possível compreender esta página
problem-400-text = Faltava alguma coisa no que o seu navegador enviou. Volte atrás, recarregue a página e tente de novo.
problem-403-title = Não pode abrir esta página
problem-403-text = Abra de novo o link que lhe foi enviado, neste navegador, e continue a partir daí.
problem-404-title = Esta página ou este link não existe
problem-404-text = Se copiou o link, verifique se o copiou todo. Se continuar a não funcionar, peça um novo link.
problem-405-title = Esta página não pode ser usada desta forma
problem-405-text = Abra de novo o link que lhe foi enviado e continue a partir daí.
problem-408-title = Isto demorou demasiado
problem-408-text = As suas respostas não chegaram a tempo e não foram guardadas. Verifique a sua ligação, volte atrás e tente de novo.
problem-413-title = O que enviou é demasiado longo
problem-413-text = As suas respostas não foram guardadas. Volte atrás, encurte as mais longas e tente de novo.
too-long-lead = “{ $step }” não foi guardado agora. O que guardou antes continua guardado.
too-long-what = Volte lá e escreva respostas mais curtas, começando pelo mais importante.
too-long-button = Voltar a “{ $step }”
problem-415-title = Não foi possível compreender esta página
problem-415-text = O seu navegador enviou as respostas de uma forma que não pode ser lida aqui. Volte atrás, recarregue a página e tente de novo.
problem-421-title = Este endereço leva ao lugar errado
problem-421-text = Abra o link exatamente como lhe foi enviado.
problem-429-title = Demasiadas tentativas
problem-429-text = Espere um minuto e tente de novo. O que guardou fica guardado.
problem-500-title = Alguma coisa correu mal aqui
problem-500-text = A culpa não é sua. O que guardou fica guardado. Volte atrás e tente de novo dentro de alguns minutos.
problem-503-title = Esta inscrição está ocupada neste momento
problem-503-text = O que guardou fica guardado. Espere um minuto, volte atrás e tente de novo.

## About you

name-label = Nome próprio
name-hint = Como as pessoas lhe chamam, ou como está no seu documento de identidade.
name-required = Escreva o seu nome próprio
surname-label = Apelido
surname-hint = Se tiver um só nome, escreva-o aqui também.
surname-required = Escreva o seu apelido
mobile-label = Número de telemóvel
mobile-hint = É o número para onde se liga numa emergência. Escreva-o como quiser, por exemplo 082 123 4567.
mobile-required = Escreva o seu número de telemóvel
mobile-format = Número de telemóvel tem de ser um número de telefone completo, como 082 123 4567 ou +44 7911 123456
mobile-too_short = Número de telemóvel é demasiado curto: tem { $typed } dos { $needed } algarismos necessários
mobile-too_long = Número de telemóvel é demasiado longo: tem { $typed } algarismos e só precisa de { $needed }
email-label = Endereço de e-mail
email-required = Escreva o seu endereço de e-mail
email-format = Endereço de e-mail tem de ser como nome@example.com
dateOfBirth-label = Data de nascimento
dateOfBirth-hint = Por exemplo, 27 3 1985
dateOfBirth-required = Escreva a sua data de nascimento
dateOfBirth-day = Dia
dateOfBirth-month = Mês
dateOfBirth-year = Ano
dateOfBirth-format = Data de nascimento tem de ter um dia, um mês e um ano
dateOfBirth-no_such_date = Data de nascimento tem de ser uma data que existe
dateOfBirth-future = Data de nascimento tem de ser no passado
dateOfBirth-too_early = Data de nascimento tem de ser em 1900 ou mais tarde
dateOfBirth-day_missing = Data de nascimento tem de ter um dia
dateOfBirth-month_missing = Data de nascimento tem de ter um mês
dateOfBirth-year_missing = Data de nascimento tem de ter um ano de 4 algarismos, como 1985
gender-label = Género
gender-hint = Ajuda as equipas de socorro a reconhecer a pessoa.
gender-female = Feminino
gender-male = Masculino
gender-rather-not-say = Prefiro não dizer
gender-own = Por palavras minhas
gender-own-label = O seu género por palavras suas
gender-required = Escreva o seu género por palavras suas, ou escolha outra resposta

## Only told by a tenant

externalReferenceId-label = Referência externa
businessName-label = Nome da empresa
duressCode-label = Código de coação

## Your vehicle

hasVehicle-label = Tem um veículo?
hasVehicle-check = Veículo
hasVehicle-no = Sem veículo
hasVehicle-hint = Um carro, uma carrinha, uma mota: o que usa mais.
hasVehicle-required = Escolha se tem um veículo
vehicleMake-label = Marca
vehicleMake-hint = Como Toyota ou Volkswagen.
vehicleMake-suggestions = Toyota; Volkswagen; Ford; Suzuki; Hyundai; Nissan; Isuzu; Renault; Kia; Mahindra; Haval; Chery; GWM; Mercedes-Benz; BMW; Audi; Mazda; Honda; Opel; Chevrolet
vehicleMake-one_required = Escreva a marca do veículo, ou pelo menos outro detalhe
vehicleModel-label = Modelo
vehicleModel-hint = Como Corolla ou Polo.
vehicleColour-label = Cor
vehicleColour-suggestions = Branco; Prateado; Cinzento; Preto; Azul; Vermelho; Verde; Castanho; Dourado; Amarelo; Laranja
vehicleLicensePlate-label = Matrícula
vehicleLicensePlate-hint = As letras e os números na traseira do veículo, como CA 123-456.
vehicleLicensePlate-format = Matrícula tem de ter letras ou números

## Medical information

medicalConditions-label = Doenças
medicalConditions-hint = Como asma, diabetes, epilepsia ou uma doença do coração.
medications-label = Medicamentos que toma
medications-hint = Com a dose, se a souber.
allergies-label = Alergias
allergies-hint = Como penicilina, picadas de abelha ou amendoins.
medicalOther-label = Outra coisa que as equipas de socorro devem saber
medicalOther-check = Mais alguma coisa
medicalOther-hint = Como um pacemaker, uma gravidez, ou que não ouve bem.
bloodtype-label = Grupo sanguíneo
bloodtype-hint = O+ diz-se “O positivo”.
bloodtype-A-positive = A+
bloodtype-A-negative = A−
bloodtype-B-positive = B+
bloodtype-B-negative = B−
bloodtype-AB-positive = AB+
bloodtype-AB-negative = AB−
bloodtype-O-positive = O+
bloodtype-O-negative = O−
bloodtype-unknown = Não sei
hasMedicalAid-label = Tem seguro de saúde?
hasMedicalAid-check = Seguro de saúde
medicalAidScheme-label = Nome do seguro de saúde
medicalAidScheme-hint = Como Discovery, Bonitas ou GEMS.
medicalAidNumber-label = Número do seguro de saúde
medicalAidPlan-label = Plano do seguro de saúde
familyDoctorName-label = Nome do médico de família
familyDoctorName-check = Médico
familyDoctorPhoneNumber-label = Número de telefone do médico de família
familyDoctorPhoneNumber-check = Número do médico
familyDoctorPhoneNumber-format = Número de telefone do médico de família tem de ser um número completo, como 021 123 4567
familyDoctorPhoneNumber-too_short = Número de telefone do médico de família é demasiado curto: tem { $typed } dos { $needed } algarismos necessários
familyDoctorPhoneNumber-too_long = Número de telefone do médico de família é demasiado longo: tem { $typed } algarismos e só precisa de { $needed }
medicalConsent-label = Quer partilhar informações de saúde?
medicalConsent-check = O seu acordo
medicalConsent-yes = Sim
medicalConsent-no = Agora não
medicalConsent-forget = Agora não, e apagar o que preenchi
medicalConsent-required = Escolha Sim para partilhar as informações que preencheu, ou escolha apagá-las
medicalConsent-changed = O texto sobre a partilha de informações de saúde mudou: leia-o e escolha de novo
medicalConsent-given = Dado
medical-consent-text = Se escolher Sim, concorda com isto. { $tenant } guarda as informações de saúde que der aqui. Só as vê a equipa de socorro enviada para o ajudar. Pode retirar este acordo a qualquer momento. Diga a { $tenant }, que então as apaga.

## Your next of kin

nextOfKinName-label = Nome completo do seu familiar próximo
nextOfKinName-check = Nome
nextOfKinName-required = Escreva o nome completo do seu familiar próximo
nextOfKinNumber-label = Número de telefone do seu familiar próximo
nextOfKinNumber-check = Número de telefone
nextOfKinNumber-hint = Escreva-o como quiser. Não deve ser o seu próprio número.
nextOfKinNumber-required = Escreva o número de telefone do seu familiar próximo
nextOfKinNumber-format = Número de telefone do seu familiar próximo tem de ser um número completo, como 083 123 4567
nextOfKinNumber-too_short = Número de telefone do seu familiar próximo é demasiado curto: tem { $typed } dos { $needed } algarismos necessários
nextOfKinNumber-too_long = Número de telefone do seu familiar próximo é demasiado longo: tem { $typed } algarismos e só precisa de { $needed }
nextOfKinTold-label = Essa pessoa sabe que a indicou
nextOfKinTold-text = Disse a esta pessoa que a indico aqui e que { $tenant } pode ligar-lhe.

## Choices that many fields have

choice-yes = Sim
choice-no = Não
choice-unsaid = Prefiro não dizer

## Errors of any field

error-required = Responda a “{ $label }”
error-one_required = Responda a “{ $label }”, ou a pelo menos uma das perguntas seguintes
error-too_long = “{ $label }” pode ter no máximo { $limit ->
    [one] { $limit } carácter
   *[other] { $limit } caracteres
}
error-too_short = “{ $label }” é demasiado curto: tem { $typed } dos { $needed } algarismos necessários
error-unreadable = “{ $label }” tem caracteres que não chegaram inteiros: escreva de novo
error-characters = “{ $label }” não pode ter caracteres escondidos ou empilhados: escreva em vez de colar
error-format = “{ $label }” tem de ser escrito da forma habitual
error-no_such_date = “{ $label }” tem de ser uma data que existe
error-future = “{ $label }” tem de ser no passado
error-too_early = “{ $label }” tem de ser em 1900 ou mais tarde
error-day_missing = “{ $label }” tem de ter um dia
error-month_missing = “{ $label }” tem de ter um mês
error-year_missing = “{ $label }” tem de ter um ano de 4 algarismos
error-choice = Escolha uma das respostas a “{ $label }”
error-repeated = “{ $label }” chegou mais de uma vez: verifique e continue
error-type = “{ $label }” tem de ser do tipo certo
error-changed = “{ $label }” mudou: leia de novo

## Numbers and times

list-comma = { ", " }
number-group = { "\u00A0" }
moment = { $weekday }, { $date }, às { $time }, { $zone }
moment-short = { $weekday }, { $date }, { $time }
date = { $day } de { $month } de { $year }
day-month = { $day } de { $month }
zone-utc = UTC
zone-120 = hora da África do Sul
weekday-1 = segunda-feira
weekday-2 = terça-feira
weekday-3 = quarta-feira
weekday-4 = quinta-feira
weekday-5 = sexta-feira
weekday-6 = sábado
weekday-7 = domingo
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
month-1-typed = jan
month-2-typed = fev
month-3-typed = mar
month-4-typed = abr
month-5-typed = mai
month-6-typed = jun
month-7-typed = jul
month-8-typed = ago
month-9-typed = set
month-10-typed = out
month-11-typed = nov
month-12-typed = dez
