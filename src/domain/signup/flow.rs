//! Flows: what a session has beside its form, in the order in which the person meets it.

use crate::domain::string_enum::string_enum;

string_enum! {
    /// The flows of the contract (section 5); their order is that of the way.
    pub enum Flow {
        /// After the personal step the person proves the mobile number by a code.
        Auth = "auth",
        /// Before it is finished the tenant's own page takes the money.
        Payment = "payment",
        /// After it is finished the person is shown the tenant's apps.
        Download = "download",
    }
}

impl Flow {
    /// Those that a session may have here. A tenant that counts on another one must learn it when it opens one.
    pub const SERVED: &'static [Self] = &[Self::Auth, Self::Payment, Self::Download];
}

string_enum! {
    /// What a session that is under way waits for beside the person's answers.
    pub enum Awaiting {
        /// The person is to prove the mobile number.
        Verification = "verification",
        /// The tenant is to tell what became of the payment.
        Payment = "payment",
    }
}
