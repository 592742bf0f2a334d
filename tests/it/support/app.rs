//! The application in this process, without a socket, on a store of its own and with a clock that stands still.

use super::course::Fixture;
use super::http::{Answer, Call};
use actix_web::body::to_bytes;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, init_service};
use futures_util::future::LocalBoxFuture;
use std::rc::Rc;
use std::sync::Arc;
use tempfile::TempDir;
use xutra::actions::publish_courses::{Published, publish_courses};
use xutra::app::{App, Opening};
use xutra::clock::Clock;
use xutra::config::Config;
use xutra::web::{configure, finish};
use xutra_domain::instant::Instant;
use xutra_store::{Store, StoreError, StoreOptions, testing};

/// When every test begins: 2027-01-15T08:00:00Z.
pub const NOW: Instant = Instant(1_800_000_000_000);

type Caller = dyn Fn(TestRequest) -> LocalBoxFuture<'static, ServiceResponse>;

/// An application to be asked things.
#[derive(Clone)]
pub struct TestApp {
    pub app: Arc<App>,
    pub fixture: Rc<Fixture>,
    caller: Rc<Caller>,
    /// The database's folder lives as long as somebody uses it.
    pub folder: Option<Rc<TempDir>>,
}

impl TestApp {
    /// On an empty SQLite database, with the fixture course published.
    pub async fn on_sqlite() -> Self {
        let (store, folder) = testing::sqlite().await;
        let url = testing::sqlite_url(&folder);
        Self::with_course(store, url, Some(folder)).await
    }

    /// On an empty PostgreSQL database, where PostgreSQL is installed.
    pub async fn on_postgres() -> Option<Self> {
        let url = testing::postgres_url(true).await?;
        let store = Store::open(&url, &StoreOptions { readers: 4 }).await.expect("a database that opens");
        Some(Self::with_course(store, url, None).await)
    }

    async fn with_course(store: Store, url: String, folder: Option<TempDir>) -> Self {
        let mut config = Config::load(None, Vec::new()).expect("default settings");
        config.database_url = url;
        let test = Self::open(store, folder.map(Rc::new), config, Clock::standing_at(NOW)).await;
        assert_eq!(test.publish(&test.fixture).await, [Published::New(Fixture::ID.into())]);
        test
    }

    /// The same database through connections of its own, as after a restart.
    pub async fn reopened(&self) -> Self {
        let config = self.app.config.clone();
        let store =
            Store::open(&config.database_url, &StoreOptions { readers: 4 }).await.expect("a database that opens");
        let test = Self::open(store, self.folder.clone(), config, self.app.clock.clone()).await;
        test.app.catalog.refresh(&test.app.store).await.unwrap();
        test
    }

    /// A second application on the same database and clock, with other settings: as a second server or a later start.
    pub async fn beside(&self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = self.app.config.clone();
        change(&mut config);
        let test = Self::open(self.app.store.clone(), self.folder.clone(), config, self.app.clock.clone()).await;
        test.app.catalog.refresh(&test.app.store).await.unwrap();
        test
    }

    async fn open(store: Store, folder: Option<Rc<TempDir>>, config: Config, clock: Clock) -> Self {
        let opening = Opening { config, clock, seed: Some(7) };
        let app = App::with_store(opening, store).await.expect("an application");
        let service =
            init_service(actix_web::App::new().wrap(from_fn(finish::finish)).configure(configure(&app))).await;
        let service = Rc::new(service);
        let caller = move |request: TestRequest| -> LocalBoxFuture<'static, ServiceResponse> {
            let answer = service.call(request.to_request());
            Box::pin(async move { answer.await.expect("an answer") })
        };
        Self { app, fixture: Rc::new(Fixture::new()), caller: Rc::new(caller), folder }
    }

    /// Publishes a course.
    pub async fn publish(&self, fixture: &Fixture) -> Vec<Published> {
        publish_courses(&self.app, vec![fixture.compile()]).await.unwrap()
    }

    /// Sends a request as it is.
    pub async fn call(&self, call: Call) -> Answer {
        let method = Method::from_bytes(call.method.as_bytes()).expect("a method");
        let mut request = TestRequest::with_uri(&call.path).method(method).set_payload(call.body);
        for (name, value) in call.headers {
            request = request.append_header((name, value));
        }
        if let Some(peer) = call.peer {
            request = request.peer_addr(peer);
        }
        let response = (self.caller)(request).await;
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body()).await.expect("a body").to_vec();
        Answer { status, headers, body }
    }

    /// Moves the clock on.
    pub fn wait(&self, milliseconds: i64) {
        self.app.clock.advance(milliseconds);
    }

    /// Runs SQL past the program, as somebody with access to the database could.
    pub async fn sql(&self, sql: &str) -> Result<u64, StoreError> {
        Self::execute(&self.app.store, sql).await
    }

    /// The same on a store without an application.
    pub async fn execute(store: &Store, sql: &str) -> Result<u64, StoreError> {
        use sea_orm::ConnectionTrait as _;
        let sql = sql.to_owned();
        store
            .write(move |tx| {
                let sql = sql.clone();
                Box::pin(async move { Ok(tx.execute_unprepared(&sql).await?.rows_affected()) })
            })
            .await
    }

    /// One number out of the database.
    pub async fn count(&self, sql: &str) -> i64 {
        use sea_orm::{ConnectionTrait as _, Statement};
        let reader = self.app.store.reader();
        let row = reader.query_one_raw(Statement::from_string(reader.get_database_backend(), sql)).await.unwrap();
        row.expect("a row").try_get_by_index(0).unwrap()
    }
}
