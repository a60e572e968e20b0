//! The stream under hyper, and where its connection stands. hyper answers a head that it cannot read by
//! itself, without the headers that hold for every answer of ours: its bytes are held back here, and
//! `bad_head` answers in its place.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::sleep;

/// Where a connection stands between requests and answers.
#[derive(Debug)]
pub(super) struct ConnectionState {
    /// A head is being read: at first from the connection's start, later from its first byte.
    reading: AtomicBool,
    /// A head has begun.
    began: Notify,
    /// How many heads have been read whole.
    heads: AtomicUsize,
    /// A request is with our layers, or its answer is not yet with hyper as a whole.
    busy: AtomicBool,
    /// What hyper writes is an answer of our layers, or comes before one (`100 Continue`).
    ours: AtomicBool,
    /// The client takes nothing more of an answer at present.
    blocked: AtomicBool,
    /// That has begun.
    blocks: Notify,
    /// How often it took something.
    taken: AtomicUsize,
}

impl ConnectionState {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            reading: AtomicBool::new(true),
            began: Notify::new(),
            heads: AtomicUsize::new(0),
            busy: AtomicBool::new(false),
            ours: AtomicBool::new(false),
            blocked: AtomicBool::new(false),
            blocks: Notify::new(),
            taken: AtomicUsize::new(0),
        })
    }

    /// A head was read whole: its request goes to our layers.
    pub(super) fn request(&self) {
        self.heads.fetch_add(1, Relaxed);
        self.reading.store(false, Relaxed);
        self.busy.store(true, Relaxed);
        self.ours.store(true, Relaxed);
    }

    /// The layers' answer is on its way; hyper drops its body as soon as it has taken over the last of it.
    pub(super) fn answer(self: &Arc<Self>, body: Body) -> Answer {
        Answer { body, state: self.clone() }
    }

    /// Ends when a head takes longer than `limit`, or at most twice as long behind another one.
    pub(super) async fn slow_head(&self, limit: Duration) {
        loop {
            if self.reading.load(Relaxed) {
                let before = self.heads.load(Relaxed);
                sleep(limit).await;
                if self.reading.load(Relaxed) && self.heads.load(Relaxed) == before {
                    return;
                }
            } else {
                self.began.notified().await;
            }
        }
    }

    /// Ends when a client takes nothing of an answer for as long as `limit`.
    pub(super) async fn slow_reader(&self, limit: Duration) {
        loop {
            if self.blocked.load(Relaxed) {
                let before = self.taken.load(Relaxed);
                sleep(limit).await;
                if self.blocked.load(Relaxed) && self.taken.load(Relaxed) == before {
                    return;
                }
            } else {
                self.blocks.notified().await;
            }
        }
    }

    fn wrote(&self, written: &Poll<io::Result<usize>>) {
        if written.is_ready() {
            self.blocked.store(false, Relaxed);
            self.taken.fetch_add(1, Relaxed);
        } else if !self.blocked.swap(true, Relaxed) {
            self.blocks.notify_one();
        }
    }

    fn bytes_came(&self) {
        // During a request they are its body.
        if !self.busy.load(Relaxed) && !self.reading.swap(true, Relaxed) {
            self.began.notify_one();
        }
    }

    fn flushed(&self) {
        if !self.busy.load(Relaxed) {
            self.ours.store(false, Relaxed);
        }
    }
}

/// The body of an answer, which says when it is over.
pub(super) struct Answer {
    body: Body,
    state: Arc<ConnectionState>,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.state.busy.store(false, Relaxed);
    }
}

/// A client's stream that lets through what our layers answer and keeps the rest.
#[derive(Debug)]
pub(super) struct GuardedStream {
    pub(super) stream: TcpStream,
    /// What hyper said by itself.
    pub(super) held: Vec<u8>,
    state: Arc<ConnectionState>,
}

impl GuardedStream {
    pub(super) fn new(stream: TcpStream, state: Arc<ConnectionState>) -> Self {
        Self { stream, held: Vec::new(), state }
    }
}

impl AsyncRead for GuardedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.state.bytes_came();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for GuardedStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.state.ours.load(Relaxed) {
            let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
            self.state.wrote(&written);
            return written;
        }
        self.held.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.state.ours.load(Relaxed) {
            let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
            self.state.wrote(&written);
            return written;
        }
        let before = self.held.len();
        for part in parts {
            self.held.extend_from_slice(part);
        }
        Poll::Ready(Ok(self.held.len() - before))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // hyper flushes when it has handed over everything that it had.
        self.state.flushed();
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
