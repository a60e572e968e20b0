//! Field codes: every stable name that a wrong member or parameter can have, and when it is given.

use crate::domain::profile::validation::Code;
use crate::domain::string_enum::string_enum;

string_enum! {
    /// The stable name of an error for machines: `code` within `errors` of a problem (contract, section 2).
    ///
    /// The OpenAPI document's enum and the guide's table come from it.
    pub enum FieldCode {
        /// It must be there.
        Required = "required",
        /// It is there with nothing in it.
        Empty = "empty",
        /// It is there more than once.
        Repeated = "repeated",
        /// Another JSON type was sent than it has.
        Type = "type",
        /// It has not the form that `detail` shows.
        Format = "format",
        /// It is not one of the words that it may be.
        Choice = "choice",
        /// It has fewer digits than such a number has.
        TooShort = "too_short",
        /// It has more characters or digits than it may.
        TooLong = "too_long",
        /// It has more elements or pairs than it may.
        TooMany = "too_many",
        /// It is smaller or greater than it may be.
        OutOfRange = "out_of_range",
        /// It has characters that were lost on the way, as it was not sent in UTF-8.
        Unreadable = "unreadable",
        /// It has control or direction characters, or too many combining marks.
        Characters = "characters",
        /// There is no such date in the calendar.
        NoSuchDate = "no_such_date",
        /// The date has not come yet.
        Future = "future",
        /// The date is before 1900.
        TooEarly = "too_early",
        /// The end is not after the begin.
        EmptySpan = "empty_span",
        /// It cannot be there beside the other one that `detail` names.
        Exclusive = "exclusive",
        /// It says something else than the other one that `detail` names.
        Contradictory = "contradictory",
        /// With `Prefer: handling=strict`: there is no such member.
        UnknownMember = "unknown_member",
        /// The call has no such parameter.
        UnknownParameter = "unknown_parameter",
        /// It is not the `nextCursor` of an earlier answer of this list.
        UnknownCursor = "unknown_cursor",
        /// It names no customer of yours.
        UnknownCustomer = "unknown_customer",
        /// It names no subscription type of yours.
        UnknownSubscriptionType = "unknown_subscription_type",
        /// It names no event that a notifier can ask for.
        UnknownEvent = "unknown_event",
        /// There is no such flow.
        UnknownFlow = "unknown_flow",
        /// The flow sends text messages, and the operator has not set up by whom (`ENROL_SMS_URL`).
        SmsUnavailable = "sms_unavailable",
        /// `download` without `appLinks` in your form has nothing to show.
        NoAppLinks = "no_app_links",
        /// The colour cannot be read or does not stand out; `suggestion` is the nearest that does.
        LowContrast = "low_contrast",
        /// The field is always needed.
        AlwaysRequired = "always_required",
        /// The field is never needed.
        NeverRequired = "never_required",
        /// `locked` or `prefill` names what `customer` does not give.
        NotGiven = "not_given",
        /// Only family types have dependants, and nobody is a dependant of their own subscription.
        NotShareable = "not_shareable",
        /// The address does not begin with a registered one, or has what it may not have.
        InvalidReturnUrl = "invalid_return_url",
        /// The address does not begin with a registered payment URL, or has what it may not have.
        InvalidPaymentUrl = "invalid_payment_url",
        /// It is no absolute address in plain spelling.
        InvalidUrl = "invalid_url",
        /// The address is not `https`.
        InsecureUrl = "insecure_url",
        /// The address is not on the public internet.
        PrivateUrl = "private_url",
        /// The address has a port that the operator does not allow.
        PortNotAllowed = "port_not_allowed",
        /// This is not a header's name or value.
        InvalidHeader = "invalid_header",
        /// The header is one of ours or of the connection.
        ReservedHeader = "reserved_header",
    }
}

impl From<Code> for FieldCode {
    fn from(code: Code) -> Self {
        match code {
            Code::Required | Code::OneRequired => Self::Required,
            Code::TooFewDigits(_) => Self::TooShort,
            // Of a phone number, which has no other limit.
            Code::TooLong(_) | Code::TooManyDigits(_) => Self::TooLong,
            Code::Unreadable => Self::Unreadable,
            Code::Characters => Self::Characters,
            Code::NoSuchDate => Self::NoSuchDate,
            Code::Future => Self::Future,
            Code::TooEarly => Self::TooEarly,
            Code::Choice => Self::Choice,
            Code::Repeated => Self::Repeated,
            Code::Type => Self::Type,
            // But for the first, only forms have these: dates in three inputs, a text that was shown.
            Code::Format | Code::DayMissing | Code::MonthMissing | Code::YearMissing | Code::Changed => {
                Self::Format
            }
        }
    }
}
