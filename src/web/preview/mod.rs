//! What `xutra preview` adds to the server, and `xutra serve` does not have: the page with the course in a frame and what
//! was found beside it, and the news of saves. It listens on this machine alone.

mod frame;
mod guard;

pub use guard::guard;

use super::finish::finish;
use crate::app::App;
use crate::preview::Preview;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use actix_web::{App as ActixApp, HttpResponse, HttpServer};
use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;

/// A line that says nothing goes out after so long, so that a browser that is gone is noticed.
const STILL_THERE: Duration = Duration::from_secs(15);

/// The addresses of the preview; those of the server come after them.
pub fn configure(preview: &Arc<Preview>) -> impl FnOnce(&mut ServiceConfig) + Clone + use<> {
    let data = Data::from(Arc::clone(preview));
    move |config| {
        config
            .app_data(data)
            .service(web::resource("/preview").route(web::get().to(frame::show)))
            .service(web::resource("/preview/saves").route(web::get().to(saves)));
    }
}

/// Runs what has to do with requests, until it is over.
pub fn block_on<F: Future>(future: F) -> F::Output {
    actix_web::rt::System::new().block_on(future)
}

/// Serves the preview on this machine alone until SIGINT or SIGTERM; `port` is replaced by a free one where it is taken.
/// `ready` is told the address once requests are answered.
///
/// # Errors
/// Where nothing can be listened on, or the server ends badly.
pub async fn serve(
    app: &Arc<App>,
    preview: &Arc<Preview>,
    port: u16,
    ready: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let at = |port| SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
    let make = || {
        let (app, preview) = (Arc::clone(app), Arc::clone(preview));
        let factory = move || {
            let own = configure(&preview);
            ActixApp::new().wrap(from_fn(finish)).wrap(from_fn(guard)).configure(own).configure(super::configure(&app))
        };
        HttpServer::new(factory).workers(2).tcp_nodelay(true).shutdown_timeout(1)
    };
    let server = match make().bind(at(port)) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => make().bind(at(0))?,
        bound => bound?,
    };
    let address = *server.addrs().first().ok_or(io::ErrorKind::AddrNotAvailable)?;
    app.listens_on(format!("http://{address}"));
    ready(address);
    server.run().await
}

/// `/preview/saves`: the number of each save as it comes, the present one at once (Server-Sent Events).
async fn saves(preview: Data<Preview>) -> HttpResponse {
    let stream = futures_util::stream::unfold(preview.saves(), |mut saves| async move {
        let line = match actix_web::rt::time::timeout(STILL_THERE, saves.changed()).await {
            Ok(Ok(())) => format!("data: {}\n\n", *saves.borrow_and_update()),
            Ok(Err(_)) => return None,
            Err(_) => ":\n\n".to_owned(),
        };
        Some((Ok::<_, Infallible>(Bytes::from(line)), saves))
    });
    HttpResponse::Ok().content_type("text/event-stream").streaming(stream)
}
