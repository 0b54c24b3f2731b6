//! What a page says about itself: index number, document number, issuer, dates, and the day its text speaks from.

pub mod codes;

use crate::document::Span;
use jiff::civil::Date;

/// A field and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// What it says.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// What a page says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Title of the document, without the name of the site.
    pub title: Option<Placed<String>>,
    /// 索引号, with what its check digits say.
    pub index_number: Option<Placed<IndexNumber>>,
    /// 文号 as printed, brackets put back where the page lost them.
    pub document_number: Option<Placed<String>>,
    /// 发布机构, 发布部门, 信息来源.
    pub issuer: Option<Placed<String>>,
    /// 成文日期: the date under the signature.
    pub signed: Option<Placed<Date>>,
    /// 发布日期, 公开日期, 发文日期.
    pub published: Option<Placed<Date>>,
    /// The day the text speaks from: years that the text leaves out are this day's year.
    pub anchor: Option<Date>,
}

/// An index number and what can be checked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexNumber {
    /// As printed, white space left out.
    pub text: String,
    /// What its first part is and whether its check digit holds.
    pub owner: codes::OwnerCode,
}
