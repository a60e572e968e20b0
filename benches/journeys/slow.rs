//! Slow clients of five shapes at once, who come back as soon as they are cut off, beside people who are honest. It fails where
//! one of them is held for longer than it should be.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use hyper::StatusCode;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, sleep_until};

use crate::Failure;
use crate::client::Client;
use crate::crowd::at;
use crate::journey::Tenant;
use crate::server::{Engine, Server};

/// So often a second honest people open a link.
const HONEST: u32 = 50;

/// So much longer than its limit a client may be held at most.
const LATE: Duration = Duration::from_secs(10);

/// So many connections there are besides those that are slow.
const OTHERS: usize = 16;

/// How a client is slow.
#[derive(Clone, Copy)]
enum Shape {
    /// It says nothing at all.
    Silent,
    /// A head comes byte by byte.
    Head,
    /// A body does.
    Body,
    /// One request, and then nothing more.
    Idle,
    /// It asks and asks, and takes no answer.
    Reader,
}

const SHAPES: [(Shape, &str, u64); 5] = [
    (Shape::Silent, "says nothing", 5),
    (Shape::Head, "drips a head", 5),
    (Shape::Body, "drips a body", 10),
    (Shape::Idle, "is idle", 60),
    (Shape::Reader, "takes no answer", 10),
];

/// Holds so many slow clients of each shape, and says how long they were borne and how honest people fared.
pub async fn measure(
    program: &str,
    engine: Engine,
    directory: &Path,
    (of_each, length): (usize, Duration),
) -> Result<(), Failure> {
    let server = start((program, engine, directory), SHAPES.len() * of_each + OTHERS).await?;
    let link = Tenant::sign_in(&server).await?.invite().await?;
    let begin = Instant::now();
    // A client that came at the very end may be idle for a minute, and then some.
    let (until, over) = (begin + length, begin + length + Duration::from_secs(75));
    let slow: Vec<_> = SHAPES
        .iter()
        .flat_map(|(shape, ..)| (0..of_each).map(move |_| *shape))
        .zip(1..)
        // One after the other: of those who come at once the system forgets some before the server sees them.
        .map(|(shape, nth)| (shape, Duration::from_millis(nth)))
        .map(|(shape, after)| tokio::spawn(keep_coming(server.address, shape, (begin + after, until, over))))
        .collect();
    let mut took = keep_opening(server.address, &link, until).await?;
    let mut lives = Vec::new();
    for client in slow {
        lives.push(client.await??);
    }
    println!("\n{engine}: {of_each} slow clients of each shape at once, for {} s", length.as_secs());
    println!("  honest people: {} answers, none wrong, p99 {:.1} ms", took.len(), at(&mut took, 99));
    let mut held = 0;
    for ((_, name, limit), lives) in SHAPES.iter().zip(lives.chunks(of_each)) {
        let bearable = Duration::from_secs(*limit) + LATE;
        let mut lives: Vec<Duration> = lives.iter().flatten().copied().collect();
        let (count, middle, longest) = (lives.len(), at(&mut lives, 50) / 1e3, at(&mut lives, 100) / 1e3);
        let late = lives.iter().filter(|life| **life > bearable).count();
        held += late;
        println!(
            "  {name:<16} {count:>6} cut off, after {middle:.1} s, at most {longest:.1} s; the limit is {limit} s; {late} held too long"
        );
    }
    println!("  the server's peak memory: {} MiB", server.peak_memory()? / 1024);
    if held > 0 {
        return Err(format!("{held} slow clients were held for longer than they should be").into());
    }
    Ok(())
}

/// A server for so many connections: whoever comes beyond them waits in the system's queue, and nothing is learnt of its shape.
async fn start(
    (program, engine, directory): (&str, Engine, &Path),
    connections: usize,
) -> Result<Server, Failure> {
    let settings = [("ENROL_MAX_CONNECTIONS", &*connections.to_string())];
    Server::start_with(program, engine, directory, &settings).await
}

/// Opens a link until then, and says how long each answer took.
async fn keep_opening(address: SocketAddr, link: &str, until: Instant) -> Result<Vec<Duration>, Failure> {
    let mut took = Vec::new();
    let mut honest = Client::connect(address).await?;
    while Instant::now() < until {
        let answer = honest.open(link).await?.expect(StatusCode::OK)?;
        took.push(answer.took);
        sleep((Duration::from_secs(1) / HONEST).saturating_sub(answer.took)).await;
    }
    Ok(took)
}

/// Comes again and again until then; says how long it was borne each time.
async fn keep_coming(
    address: SocketAddr,
    shape: Shape,
    (from, until, over): (Instant, Instant, Instant),
) -> Result<Vec<Duration>, Failure> {
    let mut lives = Vec::new();
    sleep_until(from.into()).await;
    while Instant::now() < until {
        let socket = TcpSocket::new_v4()?;
        if matches!(shape, Shape::Reader) {
            socket.set_recv_buffer_size(4096)?;
        }
        let mut stream = socket.connect(address).await?;
        let begin = Instant::now();
        begin_to(&mut stream, shape).await;
        while !is_cut_off(&stream, shape) {
            if Instant::now() > over {
                // Never cut off: held by the server, or never seen by it, where its queue of new connections was full.
                lives.push(begin.elapsed());
                return Ok(lives);
            }
            if matches!(shape, Shape::Head | Shape::Body) {
                let _ = stream.write_all(b"x").await;
            }
            sleep(Duration::from_millis(500)).await;
        }
        lives.push(begin.elapsed());
    }
    Ok(lives)
}

async fn begin_to(stream: &mut TcpStream, shape: Shape) {
    let head = |rest: &str| format!("{rest} HTTP/1.1\r\nhost: {}\r\n", stream_host(stream));
    let begun = match shape {
        Shape::Silent => String::new(),
        Shape::Head => format!("{}x-slow: ", head("GET /healthz")),
        Shape::Body => format!(
            "{}content-type: application/json\r\ncontent-length: 1000\r\n\r\n{{",
            head("POST /panic-api/v2/oauth/token")
        ),
        Shape::Idle => format!("{}\r\n", head("GET /healthz")),
        // More than is read ahead, so that the end of the connection shows as a reset.
        Shape::Reader => format!("{}\r\n", head("GET /openapi.json")).repeat(2000),
    };
    // Whoever is not read any more has begun enough.
    let _ = tokio::time::timeout(Duration::from_millis(200), stream.write_all(begun.as_bytes())).await;
}

fn stream_host(stream: &TcpStream) -> String {
    stream.peer_addr().map_or_else(|_| String::new(), |address| address.to_string())
}

fn is_cut_off(stream: &TcpStream, shape: Shape) -> bool {
    if !matches!(stream.take_error(), Ok(None)) {
        return true;
    }
    if matches!(shape, Shape::Reader) {
        return false;
    }
    let mut said = [0; 4096];
    loop {
        match stream.try_read(&mut said) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() != ErrorKind::WouldBlock,
        }
    }
}
