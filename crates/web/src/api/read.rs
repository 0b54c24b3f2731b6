//! Reading a call's address, query and body. What cannot be read is answered like every other refusal of the API.

use app::Error;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::{ApiError, UNREADABLE};
use crate::state::Web;

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

/// The places in the address.
pub(crate) struct Place<T>(pub(crate) T);

/// The query.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Web> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ApiError> {
        match Json::<T>::from_request(request, web).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => {
                tracing::debug!(%rejection, "a body could not be read");
                let text = match rejection {
                    JsonRejection::MissingJsonContentType(_) => {
                        "请求正文应为 JSON(Content-Type: application/json)"
                    }
                    JsonRejection::JsonSyntaxError(_) => "请求正文不是完整的 JSON，请核对括号和引号",
                    JsonRejection::JsonDataError(_) => {
                        "请求正文缺少必填的字段，或字段的类型不对，请对照接口说明"
                    }
                    _ => "请求正文没有完整送达，或超过了大小限制",
                };
                Err(unreadable(text))
            }
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for Place<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        match Path::<T>::from_request_parts(parts, web).await {
            Ok(Path(place)) => Ok(Self(place)),
            Err(rejection) => {
                tracing::debug!(%rejection, "an address could not be read");
                Err(unreadable("地址中的编号应为整数，期次应写成 2026-08"))
            }
        }
    }
}

impl<T: DeserializeOwned> FromRequestParts<Web> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, ApiError> {
        match Query::<T>::from_request_parts(parts, web).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(rejection) => {
                tracing::debug!(%rejection, "a query could not be read");
                Err(unreadable("查询条件缺少必填的一项，或写法不对，请对照接口说明"))
            }
        }
    }
}

fn unreadable(text: &str) -> ApiError {
    ApiError(Error::refused(UNREADABLE, text))
}
