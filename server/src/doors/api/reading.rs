use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::ports::{Listing, ReadingQuery};
use domain::report::FieldError;
use domain::text;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::problem::{Problem, ProblemBody};
use super::texts::{ArticleText, DisclosureText, Entry};
use crate::doors::cache::Cacheable;
use crate::doors::respond::public_bytes;

/// Largest page of a list.
const MAX_PAGE_SIZE: u32 = 100;

/// What a list is narrowed to. An empty value is as good as none.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ListQuestion {
    /// The last part of a column's address.
    column: String,
    /// Words to find, best matches first; without them the newest come first.
    q: String,
    /// Counted from 1.
    #[param(value_type = u32, minimum = 1)]
    page: String,
    /// 1 to 100, else 20.
    #[param(value_type = u32, minimum = 1, maximum = 100)]
    page_size: String,
}

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub struct List {
    items: Vec<Entry>,
    /// Items on all pages together.
    total: usize,
}

type Asked = Result<Query<ListQuestion>, QueryRejection>;

/// Safe-medication articles (科普文章).
#[utoipa::path(
    get,
    path = "/api/v1/articles",
    tag = "reading",
    params(ListQuestion),
    responses(
        (status = 200, description = "One page of the list.", body = List),
        (status = 422, description = "`page` or `page_size` is out of range.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn articles(State(api): State<Api>, asked: Asked) -> Result<Response, Problem> {
    list(asked, |query| api.library.articles(query), |article| Entry::of_article(&api, article))
}

/// One article, in typed pieces.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{slug}",
    tag = "reading",
    params(("slug" = String, Path, description = "As the list gives it.")),
    responses(
        (status = 200, description = "The article.", body = ArticleText),
        (status = 404, description = "No such article.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn article(State(api): State<Api>, Path(slug): Path<String>) -> Result<Response, Problem> {
    let article = api.library.article(&slug).ok_or_else(|| Problem::not_found("没有这篇文章"))?;
    json(&ArticleText::new(&api, &article))
}

/// Typical cases (典型案例).
#[utoipa::path(
    get,
    path = "/api/v1/disclosures",
    tag = "reading",
    params(ListQuestion),
    responses(
        (status = 200, description = "One page of the list.", body = List),
        (status = 422, description = "`page` or `page_size` is out of range.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn disclosures(State(api): State<Api>, asked: Asked) -> Result<Response, Problem> {
    list(asked, |query| api.library.disclosures(query), |case| Entry::of_disclosure(&api, case))
}

/// One typical case, in typed pieces.
#[utoipa::path(
    get,
    path = "/api/v1/disclosures/{slug}",
    tag = "reading",
    params(("slug" = String, Path, description = "As the list gives it.")),
    responses(
        (status = 200, description = "The case.", body = DisclosureText),
        (status = 404, description = "No such case, or it was taken down.", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn disclosure(State(api): State<Api>, Path(slug): Path<String>) -> Result<Response, Problem> {
    let disclosure = api.library.disclosure(&slug).ok_or_else(|| Problem::not_found("没有这个案例，或者已经撤下"))?;
    json(&DisclosureText::new(&api, &disclosure))
}

fn list<T>(
    asked: Asked,
    found: impl Fn(&ReadingQuery) -> Listing<T>,
    entry: impl Fn(&T) -> Entry,
) -> Result<Response, Problem> {
    let query = query(asked)?;
    let Listing { items, total } = found(&query);
    let response = json(&List { items: items.iter().map(|text| entry(text)).collect(), total })?;
    Ok(if query.words.is_some() { unkept(response) } else { response })
}

/// What somebody looked for is kept nowhere, as on the search page.
fn unkept(mut response: Response) -> Response {
    response.extensions_mut().remove::<Cacheable>();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn query(asked: Asked) -> Result<ReadingQuery, Problem> {
    let Query(asked) = asked.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "网址里的参数读不懂"))?;
    let said = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let words = text::looked_for(&asked.q);
    let (page, page_size) =
        (number("page", &asked.page, u32::MAX), number("page_size", &asked.page_size, MAX_PAGE_SIZE));
    match (page, page_size) {
        (Ok(page), Ok(page_size)) => {
            Ok(ReadingQuery { column: said(asked.column), words: said(words), page, page_size })
        }
        (page, page_size) => Err(Problem::invalid(page.err().into_iter().chain(page_size.err()).collect())),
    }
}

/// 0, which the library takes as its own choice, for what was left empty.
fn number(name: &str, text: &str, max: u32) -> Result<u32, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    match text.parse() {
        Ok(number) if (1..=max).contains(&number) => Ok(number),
        _ => {
            let range = if max == u32::MAX {
                "应为从 1 数起的整数".to_owned()
            } else {
                format!("应为 1 到 {max} 的整数")
            };
            Err(FieldError { field: name.to_owned(), message: range })
        }
    }
}

pub(super) fn json(body: &impl Serialize) -> Result<Response, Problem> {
    let bytes = serde_json::to_vec(body).map_err(|error| Problem::internal(&domain::ports::Internal::new(error)))?;
    Ok(public_bytes("application/json", bytes))
}
