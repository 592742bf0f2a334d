//! The API described: OpenAPI 3.1 made from the route table and the bodies' own types, and a page for people.

use super::{account, attempt, certificate, competency, course, report, result, session, teach, unit, work};
use crate::web::actor::Visitor;
use crate::web::error::AppError;
use crate::web::page;
use crate::web::routes::{ROUTES, Route, Who};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use std::sync::LazyLock;
use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, Info, ObjectBuilder, OpenApi, OpenApiBuilder, PathsBuilder, Ref, RefOr,
    Required, ResponseBuilder, ResponsesBuilder, Schema, Type,
};

const PREFIX: &str = "/api/v1";

/// Name of the body that a route takes, and of the one it answers with.
fn bodies(route: &Route) -> (Option<&'static str>, Option<&'static str>) {
    let path = route.path.trim_start_matches(PREFIX);
    match (route.method, path) {
        ("POST", "/accounts") => (Some("RegistrationBody"), Some("AccountBody")),
        ("GET", "/accounts/{account}" | "/me") => (None, Some("AccountBody")),
        ("PATCH", "/accounts/{account}") => (Some("ChangeBody"), Some("AccountBody")),
        ("POST", "/accounts/{account}/roles") => (Some("GrantBody"), Some("AccountBody")),
        ("DELETE", "/accounts/{account}/roles/{role}") => (None, Some("AccountBody")),
        ("GET", "/accounts") => (None, Some("Items_AccountBody")),
        ("GET", "/courses") => (None, Some("Items_CourseBody")),
        ("GET", "/units") => (None, Some("Items_UnitBody")),
        ("GET", "/me/competency" | "/accounts/{account}/competency") => (None, Some("CompetencyBody")),
        ("POST", "/session") => (Some("SignInBody"), Some("SessionBody")),
        ("POST", "/session/refresh") => (Some("RefreshBody"), Some("SessionBody")),
        ("GET", "/courses/{course}") => (None, Some("CourseBody")),
        ("PUT", "/courses/{course}/enrollment") => (None, Some("EnrollmentBody")),
        ("GET", "/courses/{course}/lessons/{lesson}") => (None, Some("LessonBody")),
        ("GET", "/courses/{course}/progress") => (None, Some("ProgressBody")),
        ("POST", "/courses/{course}/quizzes/{quiz}/attempts") | ("GET", "/attempts/{attempt}") => {
            (None, Some("AttemptBody"))
        }
        ("PUT", "/attempts/{attempt}/answers/{question}") => (Some("Answer"), Some("SavedBody")),
        ("POST", "/attempts/{attempt}/questions/{question}/hint") => (None, Some("HintBody")),
        ("POST", "/attempts/{attempt}/questions/{question}/files") => (Some("FileForm"), Some("FileBody")),
        ("GET", "/teach/submissions") => (None, Some("Items_WorkBody")),
        ("PUT", "/teach/submissions/{submission}/reservation") => (None, Some("WorkBody")),
        ("POST", "/teach/submissions/{submission}/grade") => (Some("GradeBody"), Some("GradedBody")),
        ("POST", "/attempts/{attempt}/submission") => (None, Some("ResultBody")),
        ("POST", "/certificates") => (Some("IssueBody"), Some("CertificateBody")),
        ("GET", "/certificates/{number}") => (None, Some("CertificateBody")),
        ("POST", "/certificates/{number}/revocation") => (Some("RevocationBody"), Some("CertificateBody")),
        ("GET", "/teach/courses/{course}/questions") => (None, Some("Items_QuestionStatBody")),
        ("GET", "/reports/kpi") => (None, Some("KpiBody")),
        ("GET", "/units/{unit}") => (None, Some("UnitBody")),
        ("PUT", "/units/{unit}") => (Some("PutBody"), Some("UnitBody")),
        _ => (None, None),
    }
}

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(build);

fn api_routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| route.path.starts_with(PREFIX) && route.path != "/api/v1/openapi.json")
}

fn build() -> OpenApi {
    let mut paths = PathsBuilder::new();
    for route in api_routes() {
        let Some(method) = method(route.method) else { continue };
        paths = paths.path(route.path, PathItem::new(method, operation(route)));
    }
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build());
    OpenApiBuilder::new()
        .info(Info::new("xutra", env!("CARGO_PKG_VERSION")))
        .paths(paths.build())
        .components(Some(schemas(ComponentsBuilder::new().security_scheme("bearer", bearer)).build()))
        .build()
}

fn method(name: &str) -> Option<HttpMethod> {
    Some(match name {
        "GET" => HttpMethod::Get,
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => return None,
    })
}

fn operation(route: &Route) -> utoipa::openapi::path::Operation {
    let (takes, gives) = bodies(route);
    let mut operation = OperationBuilder::new().summary(Some(route.does)).tag(tag(route.path));
    for name in parameters(route.path) {
        let text = ObjectBuilder::new().schema_type(Type::String);
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(text)),
        );
    }
    if let Some(name) = takes {
        let content = ContentBuilder::new().schema(Some(reference(name))).build();
        let kind = if name == "FileForm" { "multipart/form-data" } else { "application/json" };
        operation = operation.request_body(Some(
            RequestBodyBuilder::new().content(kind, content).required(Some(Required::True)).build(),
        ));
    }
    if route.who != Who::Visitor {
        operation = operation.security(SecurityRequirement::new::<_, [&str; 0], &str>("bearer", []));
    }
    operation.responses(responses(route, gives)).build()
}

fn responses(route: &Route, gives: Option<&str>) -> utoipa::openapi::Responses {
    let good = || {
        let good = ResponseBuilder::new().description(route.does);
        match gives {
            Some(name) => good.content("application/json", ContentBuilder::new().schema(Some(reference(name))).build()),
            None => good,
        }
    };
    let problem = ContentBuilder::new().schema(Some(reference("Problem"))).build();
    let bad =
        ResponseBuilder::new().description("What went wrong (RFC 9457)").content("application/problem+json", problem);
    let path = route.path.trim_start_matches(PREFIX);
    let made = (matches!(path, "/accounts" | "/certificates") || path.ends_with("/files")) && route.method == "POST";
    let both = route.path.ends_with("/enrollment")
        || route.path.ends_with("/attempts")
        || route.method == "PUT" && route.path.ends_with("{unit}");
    let mut responses = ResponsesBuilder::new();
    if made || both {
        responses = responses.response("201", good());
    }
    if !made {
        responses = responses.response(if gives.is_some() { "200" } else { "204" }, good());
    }
    responses.response("default", bad).build()
}

fn reference(name: &str) -> RefOr<Schema> {
    RefOr::Ref(Ref::from_schema_name(name))
}

fn tag(path: &str) -> &str {
    path.trim_start_matches(PREFIX).trim_start_matches('/').split('/').next().unwrap_or("")
}

fn parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// Adds a body and every type that it is made of.
fn add<T: ToSchema>(components: ComponentsBuilder, name: &str) -> ComponentsBuilder {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    components.schemas_from_iter(parts).schema(name, T::schema())
}

fn schemas(mut components: ComponentsBuilder) -> ComponentsBuilder {
    macro_rules! bodies {
        ($( $module:ident::$name:ident ),+ $(,)?) => {
            $( components = add::<$module::$name>(components, stringify!($name)); )+
        };
    }
    bodies!(
        account::AccountBody,
        account::RegistrationBody,
        account::ChangeBody,
        account::GrantBody,
        session::SignInBody,
        session::RefreshBody,
        session::SessionBody,
        course::CourseBody,
        course::EnrollmentBody,
        course::LessonBody,
        course::ProgressBody,
        attempt::AttemptBody,
        attempt::SavedBody,
        attempt::HintBody,
        result::ResultBody,
        competency::CompetencyBody,
        competency::RefreshBody,
        certificate::CertificateBody,
        certificate::IssueBody,
        certificate::RevocationBody,
        report::KpiBody,
        unit::UnitBody,
        unit::PutBody,
        work::FileBody,
        work::WorkBody,
        work::GradeBody,
        work::GradedBody,
    );
    components = add::<super::Items<work::WorkBody>>(components, "Items_WorkBody");
    components = add::<super::Items<account::AccountBody>>(components, "Items_AccountBody");
    components = add::<super::Items<course::CourseBody>>(components, "Items_CourseBody");
    components = add::<super::Items<unit::UnitBody>>(components, "Items_UnitBody");
    components = add::<super::Items<teach::QuestionStatBody>>(components, "Items_QuestionStatBody");
    let file = text().content_media_type("application/octet-stream");
    components
        .schema("Answer", answer_schema())
        .schema("FileForm", ObjectBuilder::new().property("file", file).required("file"))
        .schema("Problem", problem_schema())
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn answer_schema() -> Schema {
    let list = || utoipa::openapi::ArrayBuilder::new().items(text());
    Schema::Object(
        ObjectBuilder::new()
            .description(Some("One of the fields, by the type of the question"))
            .property("choices", list())
            .property("number", text())
            .property("text", text())
            .property("files", list())
            .build(),
    )
}

fn problem_schema() -> Schema {
    let error = ObjectBuilder::new().property("pointer", text()).property("detail", text());
    Schema::Object(
        ObjectBuilder::new()
            .property("type", text())
            .property("title", text())
            .property("status", ObjectBuilder::new().schema_type(Type::Integer))
            .property("detail", text())
            .property("errors", utoipa::openapi::ArrayBuilder::new().items(error))
            .property("retry_at", text())
            .required("type")
            .required("title")
            .required("status")
            .build(),
    )
}

/// GET `/api/v1/openapi.json`
///
/// # Errors
/// Where it cannot be written.
pub async fn document(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let json = DOCUMENT.to_json().map_err(AppError::internal)?;
    Ok(page::respond(visitor.request(), StatusCode::OK, super::JSON, json.into_bytes()))
}

/// `api/docs.html`
#[derive(Debug, Serialize)]
struct DocsPage {
    operations: Vec<OperationView>,
}

#[derive(Debug, Serialize)]
struct OperationView {
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    /// Whether one has to be signed in.
    signed: bool,
}

/// GET `/api/docs`
///
/// # Errors
/// Where the template fails.
pub async fn docs(visitor: Visitor) -> Result<HttpResponse, AppError> {
    let operations = api_routes().map(|route| OperationView {
        method: route.method,
        path: route.path,
        summary: route.does,
        signed: route.who != Who::Visitor,
    });
    page::show(&visitor, "api/docs.html", &DocsPage { operations: operations.collect() })
}
