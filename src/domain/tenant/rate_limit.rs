//! How often a tenant may do what is costly, and what is left of that.

/// At most so many requests in so many seconds.
#[derive(Debug, Clone, Copy)]
pub struct RateLimit {
    /// What it limits.
    pub name: &'static str,
    /// So many requests …
    pub requests: usize,
    /// … in any so many seconds.
    pub seconds: i64,
}

/// What is left of a limit after a request was counted.
#[derive(Debug, Clone, Copy)]
pub struct RateLimitStatus {
    /// The limit.
    pub limit: RateLimit,
    /// So many more requests now.
    pub left: usize,
    /// In so many seconds there is room for one more than that.
    pub full_in: u64,
}
