//! Far more people than the server bears: what is let in is served as fast as ever, and the others hear at once that they
//! should come again.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use hyper::{StatusCode, header};
use tokio::time::sleep;

use crate::Failure;
use crate::client::Client;
use crate::journey::Tenant;
use crate::processors::Processors;
use crate::server::{Engine, Server};

/// So many at once reach the most that the server serves …
const PEAK: usize = 64;

/// … and so many times as many come.
const TIMES: usize = 20;

/// All are there before it counts.
const BEFORE: Duration = Duration::from_secs(2);

/// What one kind of crowd got.
#[derive(Default)]
struct Got {
    served: Vec<Duration>,
    refused: Vec<Duration>,
}

/// How people come.
#[derive(Debug, Clone, Copy, Default)]
struct Manner {
    /// Between an answer and the next request.
    pause: Duration,
    /// Whether whoever is refused waits as long as it is told.
    waits: bool,
}

/// Opens a link with a few people, with as many as can be served at once, with far more, and with a few again.
#[expect(clippy::cast_precision_loss, reason = "counts of some thousands")]
pub async fn measure(
    program: &str,
    engine: Engine,
    directory: &Path,
    (length, processors): (Duration, &Processors),
) -> Result<(), Failure> {
    let server = start((program, engine, directory), processors).await?;
    let link = Tenant::sign_in(&server).await?.invite().await?;
    let few = Manner { pause: Duration::from_millis(20), ..Manner::default() };
    let told = Manner { waits: true, ..Manner::default() };
    print_head(engine, length, processors);
    let mut all = Vec::new();
    for (name, people, manner) in [
        ("4 people, with pauses", 4, few),
        ("64 people, without", PEAK, told),
        ("1280 who wait when told", PEAK * TIMES, told),
        ("1280 who do not", PEAK * TIMES, Manner::default()),
        ("4 people again", 4, few),
    ] {
        let before = server.spent().await?;
        let mut got = crowd(server.address, &link, people, manner, length).await?;
        let spent = server.spent().await?.since(&before);
        let rate = |all: &[Duration]| all.len() as f64 / length.as_secs_f64();
        let (answered, refused) = (rate(&got.served), rate(&got.refused));
        let (middle, late) = (at(&mut got.served, 50), at(&mut got.served, 99));
        let told = at(&mut got.refused, 99);
        let all_along = (length + BEFORE).as_secs_f64();
        let of = [spent.server, spent.database, spent.people]
            .map(|time| format!("{:.2}", time.as_secs_f64() / all_along))
            .join(", ");
        println!("  {name:<28}{answered:>10.0}{middle:>10.2}{late:>10.2}{refused:>12.0}{told:>10.2}   {of}");
        all.push((answered, late));
    }
    let (quiet, peak) = (all[0], all[1]);
    for (name, crowd) in [("who wait", all[2]), ("who do not", all[3])] {
        let (part, times) = (crowd.0 / peak.0, crowd.1 / quiet.1);
        println!("  of those {name}: served {part:.2} of the peak, p99 {times:.1} times the quiet one");
    }
    Ok(())
}

fn print_head(engine: Engine, length: Duration, processors: &Processors) {
    let (seconds, theirs) = (length.as_secs(), processors.of_server());
    println!(
        "\n{engine}: a link is opened, {seconds} s each; processors: {theirs} of the server, one of the people"
    );
    println!(
        "  {:<28}{:>10}{:>10}{:>10}{:>12}{:>10}   spent by server, database, people",
        "", "served/s", "p50 ms", "p99 ms", "refused/s", "p99 ms"
    );
}

/// A server with its own processors, while the people have theirs.
async fn start(
    (program, engine, directory): (&str, Engine, &Path),
    processors: &Processors,
) -> Result<Server, Failure> {
    processors.start_server()?;
    let server = Server::start(program, engine, directory).await?;
    processors.give_server(&server.database_processes().await?)?;
    processors.be_people()?;
    Ok(server)
}

async fn crowd(
    address: SocketAddr,
    link: &str,
    people: usize,
    manner: Manner,
    length: Duration,
) -> Result<Got, Failure> {
    let from = Instant::now() + BEFORE;
    let person = |_| tokio::spawn(keep_opening(address, link.to_owned(), manner, from, from + length));
    let all: Vec<_> = (0..people).map(person).collect();
    let mut got = Got::default();
    for person in all {
        let theirs = person.await??;
        got.served.extend(theirs.served);
        got.refused.extend(theirs.refused);
    }
    Ok(got)
}

async fn keep_opening(
    address: SocketAddr,
    link: String,
    manner: Manner,
    from: Instant,
    until: Instant,
) -> Result<Got, Failure> {
    let mut person = Client::connect(address).await?;
    let mut got = Got::default();
    while Instant::now() < until {
        let answer = person.open(&link).await?;
        let counts = (from..until).contains(&Instant::now());
        let wait =
            answer.headers.get(header::RETRY_AFTER).and_then(|seconds| seconds.to_str().ok()?.parse().ok());
        match answer.status {
            StatusCode::OK if counts => got.served.push(answer.took),
            StatusCode::SERVICE_UNAVAILABLE if counts => got.refused.push(answer.took),
            StatusCode::OK | StatusCode::SERVICE_UNAVAILABLE => {}
            _ => drop(answer.expect(StatusCode::OK)?),
        }
        match wait.filter(|_| manner.waits) {
            Some(seconds) => sleep(Duration::from_secs(seconds)).await,
            None if manner.pause.is_zero() => {}
            None => sleep(manner.pause).await,
        }
    }
    Ok(got)
}

/// So many of a hundred took no longer, in milliseconds.
pub fn at(all: &mut [Duration], percent: usize) -> f64 {
    all.sort_unstable();
    let nth = all.len().saturating_sub(1) * percent / 100;
    all.get(nth).map_or(0.0, |took| took.as_secs_f64() * 1e3)
}
