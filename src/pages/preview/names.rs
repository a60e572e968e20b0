//! What the pages of a preview are called: in their addresses, and in the list of all.

use super::sample::Sample;
use super::state::{NOTICES, PageState};
use crate::domain::profile::Section;
use crate::pages::view::Notice;

impl PageState {
    /// The last part of its path; of a page that a person has, the same as theirs.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(super) fn path(self) -> String {
        let fixed = match self {
            Self::Step(section) => return section.to_string(),
            Self::Wrong(section) => return format!("{section}-errors"),
            Self::Filled(section) => return format!("{section}-filled"),
            Self::Stale(section) => return format!("{section}-stale"),
            Self::TooLong(section) => return format!("{section}-too-long"),
            Self::Noticed(section, notice) => {
                let word = NOTICES.iter().find(|(known, _)| *known == notice).map_or("", |(_, word)| *word);
                return format!("{section}-{word}");
            }
            Self::Verify(state) => state.path,
            Self::Start => "start",
            Self::StartPrefilled => "start-prefilled",
            Self::Elsewhere => "elsewhere",
            Self::CodeMalformed => "elsewhere-malformed-errors",
            Self::CodeWrong => "elsewhere-errors",
            Self::CodeLocked => "elsewhere-locked-errors",
            Self::CodeWait => "elsewhere-wait-errors",
            Self::Again => "again",
            Self::Cookies => "cookies",
            Self::PausedStart => "paused-start",
            Self::Later => "pause",
            Self::LaterCode => "pause-code",
            Self::LaterKnown => "pause-known",
            Self::Paused => "paused",
            Self::Check => "check",
            Self::CheckShown => "check-shown",
            Self::CheckChanged => "check-changed",
            Self::CheckUnticked => "check-errors",
            Self::CheckRetold => "check-retold-errors",
            Self::Taken => "taken",
            Self::TakenNoMore => "taken-no-more",
            Self::Cancel => "cancel",
            Self::CheckPay => "check-pay",
            Self::PaymentAwaited => "payment",
            Self::PaymentPaid => "payment-paid",
            Self::PaymentRefused => "payment-refused",
            Self::CancelPaid => "cancel-paid",
            Self::Unpaid => "failed-unpaid",
            Self::ElsewherePays => "elsewhere-pays",
            Self::Done => "done",
            Self::DoneApps => "done-apps",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::ExpiredRefresh => "expired-refresh",
            Self::ExpiredTyped => "expired-typed",
            Self::ExpiredAlone => "expired-alone",
            Self::Lost => "lost",
            Self::LostTyped => "lost-typed",
            Self::Moved => "moved",
            Self::Cleared => "clear",
        };
        fixed.to_owned()
    }

    /// Its name in a list: its heading, and what is special about it.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(super) fn name(self, sample: &Sample<'_>) -> String {
        let tenant = sample.form.short_name.as_deref().unwrap_or(&sample.source.name);
        let say = |key: &str| sample.catalog.with(key, &[("tenant", tenant.into())]).into_owned();
        let title = |section: Section| say(&format!("{section}-title"));
        match self {
            Self::Start => say("start-title"),
            Self::StartPrefilled => format!("{}: {}", say("start-title"), say("start-prefilled")),
            Self::Elsewhere => say("elsewhere-title"),
            Self::CodeMalformed => format!("{}: {}", say("elsewhere-title"), say("code-malformed")),
            Self::CodeWrong => format!("{}: {}", say("elsewhere-title"), say("summary-title")),
            Self::CodeLocked => format!("{}: {}", say("elsewhere-title"), say("code-locked")),
            Self::CodeWait => format!("{}: {}", say("elsewhere-title"), say("code-wait")),
            Self::Again => say("again-title"),
            Self::Cookies => say("cookies-title"),
            Self::PausedStart => format!("{}: {}", say("paused-title"), say("paused-start")),
            Self::Step(section) => title(section),
            Self::Wrong(section) => format!("{}: {}", title(section), say("summary-title")),
            Self::Filled(section) => format!("{}: {}", title(section), say("from-tenant")),
            Self::Stale(section) => format!("{}: {}", title(section), say("stale-title")),
            Self::Noticed(section, notice) => format!("{}: {}", title(section), say(notice.key())),
            Self::TooLong(section) => format!("{}: {}", title(section), say("problem-413-title")),
            Self::Verify(state) => format!("{}: {}", say("verify-title"), say(state.key)),
            Self::Later => say("later-title"),
            Self::LaterCode => format!("{}: {}", say("later-title"), say("later-there-title")),
            Self::LaterKnown => format!("{}: {}", say("later-title"), say("later-had-code")),
            Self::Paused => format!("{}: {}", say("paused-title"), say("paused-kept")),
            Self::Check => say("check-title"),
            Self::CheckShown => format!("{}: {}", say("check-title"), say("check-show")),
            Self::CheckChanged => format!("{}: {}", say("check-title"), say(Notice::Changed.key())),
            Self::CheckUnticked => format!("{}: {}", say("check-title"), say("summary-title")),
            Self::CheckRetold => format!("{}: {}", say("check-title"), say("tick-changed")),
            Self::Taken => say("taken-title"),
            Self::TakenNoMore => format!("{}: {}", say("taken-title"), say("taken-no-more")),
            Self::Cancel => say("cancel-title"),
            Self::CheckPay => format!("{}: {}", say("check-title"), say("check-pay-button")),
            Self::PaymentAwaited => say("payment-title"),
            Self::PaymentPaid => format!("{}: {}", say("payment-title"), say("payment-close")),
            Self::PaymentRefused => say("payment-refused-title"),
            Self::CancelPaid => format!("{}: {}", say("cancel-title"), say("payment-title")),
            Self::Unpaid => format!("{}: {}", say("failed-title"), say("payment-title")),
            Self::ElsewherePays => format!("{}: {}", say("elsewhere-title"), say("elsewhere-pays")),
            Self::Done => say("completed-title"),
            Self::DoneApps => format!("{}: {}", say("completed-title"), say("download-title")),
            Self::Cancelled => say("cancelled-title"),
            Self::Failed => say("failed-title"),
            Self::Expired => say("expired-title"),
            Self::ExpiredRefresh => format!("{}: {}", say("expired-title"), say("expired-button")),
            Self::ExpiredTyped => format!("{}: {}", say("expired-title"), say("lost-typed")),
            Self::ExpiredAlone => format!("{}: {}", say("expired-title"), say(Notice::NoneSince.key())),
            Self::Lost => say("lost-title"),
            Self::LostTyped => format!("{}: {}", say("lost-title"), say("lost-typed")),
            Self::Moved => say("moved-title"),
            Self::Cleared => say("clear-title"),
        }
    }
}
