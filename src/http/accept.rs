//! Connections: taken in up to a number, and each held only as long as its limits say.

use std::future::poll_fn;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::SockRef;
use tokio::io::AsyncWrite;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use super::client_address::Peer;
use super::stream::{ConnectionState, GuardedStream};
use super::{Limits, bad_head};
use crate::metrics::METRICS;

/// The most a head may take of memory, in bytes; more is answered with 431.
const HEAD_BYTES: usize = 32 * 1024;

/// So many bytes of answers the system keeps for a client at most, or twice as many (`socket(7)`, `SO_SNDBUF`): a page is far
/// less. On its own it would keep up to 4 MiB for each client that takes nothing, until it has no memory left for any other; and
/// as long as it keeps more and more, the client seems to take it.
const KEPT_BY_SYSTEM: usize = 64 * 1024;

/// How long, and for how many bytes, a client is listened to after its last answer.
const LINGER: (Duration, usize) = (Duration::from_secs(2), 1024 * 1024);

/// So many connections wait to be taken in at most, if the system allows it (Linux: `net.core.somaxconn`). Whoever is one too many
/// hears nothing, and tries again after a second or more: a crowd is to be told at once that it is one.
const WAITING: u32 = 4096;

/// Listens at an address, which must be done within the runtime.
///
/// # Errors
/// Those of the system: mostly, somebody else listens there, or the address is not of this machine.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Otherwise a server that starts anew waits for the connections of the old one to be forgotten.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// Serves until `stop` is cancelled, then lets requests in flight end for `limits.grace`.
pub async fn run(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let held = TaskTracker::new();
    while let Some(Ok(place)) = stop.run_until_cancelled(places.clone().acquire_owned()).await {
        let Some((stream, peer)) = stop.run_until_cancelled(accept(&listener)).await else {
            break;
        };
        let (router, stop) = (router.clone(), stop.clone());
        held.spawn(async move {
            METRICS.connections.inc();
            hold((stream, peer), router, limits, stop).await;
            METRICS.connections.dec();
            drop(place);
        });
    }
    drop(listener);
    held.close();
    held.wait().await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, IpAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer.ip()),
            // The client gave up while it waited.
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            // Most likely too many open files: only time helps, and trying at once would spin.
            Err(error) => {
                tracing::error!(%error, "cannot accept connections");
                sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// A refusal of the system's only makes small answers slower, and slow clients dearer.
fn prepare(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(stream).set_send_buffer_size(KEPT_BY_SYSTEM);
}

/// Serves one connection to its end.
async fn hold((stream, peer): (TcpStream, IpAddr), router: Router, limits: Limits, stop: CancellationToken) {
    prepare(&stream);
    let state = ConnectionState::new();
    let service = service_fn(|mut request: Request<Incoming>| {
        state.request();
        request.extensions_mut().insert(Peer(peer));
        let (answer, state) = (router.clone().oneshot(request.map(Body::new)), state.clone());
        Box::pin(async move { answer.await.map(|response| response.map(|body| state.answer(body))) })
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // hyper starts this clock when it waits for a head, so it bounds idling; a head that has begun is
        // bounded by `slow_head`.
        .header_read_timeout(limits.idle)
        .max_header_size(HEAD_BYTES)
        // On its own this bounds only heads that arrive in pieces.
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(GuardedStream::new(stream, state.clone())), service);

    let ended = tokio::select! {
        ended = poll_fn(|cx| connection.poll_without_shutdown(cx)) => Some(ended),
        () = state.slow_head(limits.head) => return,
        () = state.slow_reader(limits.reading) => return,
        () = sleep(limits.age) => None,
        () = stop.cancelled() => None,
    };
    let ended = if let Some(ended) = ended {
        ended
    } else {
        Pin::new(&mut connection).graceful_shutdown();
        let rest = poll_fn(|cx| connection.poll_without_shutdown(cx));
        let Ok(ended) = timeout(limits.grace, rest).await else {
            return;
        };
        ended
    };
    let mut guarded = connection.into_parts().io.into_inner();
    if ended.is_ok() {
        linger(guarded.stream).await;
    } else if !guarded.held.is_empty() {
        bad_head::answer(&mut guarded, router).await;
        linger(guarded.stream).await;
    }
}

/// Closes a connection so that the client can read its last answer.
///
/// Closing with bytes unread (the body of a request that was refused by its head) makes the
/// system reset the connection, and clients then report the reset in place of the rejection.
async fn linger(mut stream: TcpStream) {
    let (limit, mut left) = LINGER;
    let rest = async {
        poll_fn(|cx| Pin::new(&mut stream).poll_shutdown(cx)).await?;
        let mut waste = [0; 4096];
        while left > 0 {
            stream.readable().await?;
            match stream.try_read(&mut waste) {
                Ok(0) => break,
                Ok(count) => left = left.saturating_sub(count),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    };
    // Whatever happens here, the connection is over.
    let _ = timeout(limit, rest).await;
}
