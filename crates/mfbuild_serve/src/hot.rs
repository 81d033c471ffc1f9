//! The websockets of hot updates. A page that is slow or gone is dropped: it never delays the others, and what waits
//! for it is bounded; it connects again and learns from the first message what it missed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::ORIGIN;
use hyper::upgrade::Upgraded;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use crate::cors::Asker;
use crate::respond::{Body, foreign_page, plain};
use crate::server::Context;

/// Address of the websocket, below the public path.
pub const SOCKET_NAME: &str = "__mfbuild/hot";

/// Messages that may wait for one page.
const QUEUE: usize = 64;
/// How long one message may take to be handed to the system.
const SEND_LIMIT: Duration = Duration::from_secs(10);
/// A page that says nothing between two pings is gone.
const PING: Duration = Duration::from_secs(30);
/// Pages have nothing to say.
const LONGEST_FROM_PAGE: usize = 64 * 1024;

type Socket = WebSocketStream<TokioIo<Upgraded>>;

/// The pages that are connected.
#[derive(Debug, Default)]
pub(crate) struct Clients {
    queues: Mutex<Vec<mpsc::Sender<Utf8Bytes>>>,
}

impl Clients {
    /// Queues a message for every page; pages whose queue is full are dropped.
    pub(crate) fn broadcast(&self, message: &str) {
        let message = Utf8Bytes::from(message);
        self.with_queues(|queues| queues.retain(|queue| queue.try_send(message.clone()).is_ok()));
    }

    /// How many pages are connected.
    pub(crate) fn count(&self) -> usize {
        self.with_queues(|queues| queues.len())
    }

    fn register(&self) -> mpsc::Receiver<Utf8Bytes> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        self.with_queues(|queues| queues.push(sender));
        receiver
    }

    /// All work on the list, after those have left it that are gone.
    fn with_queues<T>(&self, work: impl FnOnce(&mut Vec<mpsc::Sender<Utf8Bytes>>) -> T) -> T {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        queues.retain(|queue| !queue.is_closed());
        work(&mut queues)
    }
}

/// Makes a websocket of a request. A browser always names the origin of the page; then the page must show the token,
/// which it has from the scripts of this server. Pages of an app must be of an origin that is trusted, too. A remote runs
/// inside pages of hosts, whose origins the server does not know, so that for a remote the token has to do.
pub(crate) fn upgrade(context: &Arc<Context>, mut request: Request<Incoming>, asker: &Asker) -> Response<Body> {
    let is_page = request.headers().contains_key(ORIGIN);
    if asker.foreign_origin().is_some() && !context.open_to_all {
        return foreign_page(context, asker, "connect for hot updates");
    }
    if is_page && !has_token(context, &request) {
        return plain(StatusCode::FORBIDDEN, "The page is that of another server: load it again.\n".to_owned());
    }
    let response = match create_response_with_body(&request, || Body::Left(Full::default())) {
        Ok(response) => response,
        Err(error) => return plain(StatusCode::BAD_REQUEST, format!("This address is a websocket: {error}\n")),
    };
    let upgraded = hyper::upgrade::on(&mut request);
    let owner = context.clone();
    context.lifetime.spawn(async move {
        let Ok(upgraded) = upgraded.await else { return };
        let config = WebSocketConfig::default().max_message_size(Some(LONGEST_FROM_PAGE));
        let socket = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
        attend(socket, &owner).await;
    });
    response
}

fn has_token(context: &Context, request: &Request<Incoming>) -> bool {
    let query = request.uri().query().unwrap_or_default();
    let shown = query.split('&').find_map(|pair| pair.strip_prefix("token=")).unwrap_or_default();
    // Takes the same time wherever the first difference is.
    let differences = shown.bytes().zip(context.token.bytes()).fold(0, |sum, (one, other)| sum | (one ^ other));
    context.token.is_empty() || shown.len() == context.token.len() && differences == 0
}

async fn attend(mut socket: Socket, context: &Context) {
    // Registered before the first message is asked for: what is broadcast in between is sent twice, never lost.
    let mut queue = context.clients.register();
    if !send(&mut socket, Message::text(context.site.hello())).await {
        return;
    }
    let mut ping = interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = true;
    loop {
        let message = tokio::select! {
            queued = queue.recv() => match queued {
                Some(text) => Message::Text(text),
                None => return,
            },
            received = socket.next() => match received {
                Some(Ok(_)) => {
                    heard = true;
                    continue;
                }
                _ => return,
            },
            _ = ping.tick() => {
                if !std::mem::take(&mut heard) {
                    return;
                }
                Message::Ping(Bytes::new())
            }
        };
        if !send(&mut socket, message).await {
            return;
        }
    }
}

async fn send(socket: &mut Socket, message: Message) -> bool {
    matches!(timeout(SEND_LIMIT, socket.send(message)).await, Ok(Ok(())))
}
