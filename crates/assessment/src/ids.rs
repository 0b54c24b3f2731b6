//! Typed ids: a unit's number can never be passed where an indicator's is meant.
//!
//! Every id is a positive `i64` given by the store; ids sort in the order in which they were given.

macro_rules! typed_ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Wraps the number that the store gave.
            pub const fn new(number: i64) -> Self {
                Self(number)
            }

            /// The number, for the store.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

typed_ids! {
    /// 辖区: the jurisdiction whose data these are.
    TenantId;
    /// 单位.
    UnitId;
    /// 组织体系.
    HierarchyId;
    /// 账号: a person who signs in.
    AccountId;
    /// 指标.
    IndicatorId;
    /// 考核周期.
    CycleId;
    /// One version of a 考核办法.
    SchemeId;
    /// 目标值.
    TargetId;
    /// One appended fact.
    FactId;
    /// 填报: one unit's report for one period.
    SubmissionId;
    /// 佐证材料.
    EvidenceId;
    /// A document that was given to be read.
    DocumentId;
    /// An event that bonuses, deductions and vetoes are counted from.
    EventId;
    /// 评判.
    JudgementId;
    /// 裁定.
    RulingId;
    /// 异议.
    DisputeId;
}
