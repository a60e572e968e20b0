//! Far more people than the server bears: what is let in is served as fast as ever, and the others hear that they should come
//! again.

use std::path::Path;
use std::time::{Duration, Instant};

use hyper::{StatusCode, header};
use tokio::task::yield_now;
use tokio::time::{sleep, sleep_until};

use crate::Failure;
use crate::client::Client;
use crate::journey::Tenant;
use crate::processors::Processors;
use crate::server::{Engine, Server};

/// So many at once reach the most that the server serves …
const PEAK: usize = 64;

/// … and so many times as many come.
const TIMES: usize = 20;

/// A crowd is as it stays before it counts.
const BEFORE: Duration = Duration::from_secs(2);

/// Crowds of these kinds come in turns, so many times: a machine's own speed changes from one minute to the next, and only what
/// was measured at the same time can be compared.
const KINDS: [Kind; 4] = [
    Kind { name: "4 people, with pauses", people: 4, pause: Duration::from_millis(20), waits: false },
    Kind { name: "64 people, without", people: PEAK, pause: Duration::ZERO, waits: true },
    Kind { name: "1280 who wait when told", people: PEAK * TIMES, pause: Duration::ZERO, waits: true },
    Kind { name: "1280 who do not", people: PEAK * TIMES, pause: Duration::ZERO, waits: false },
];

/// How people come.
#[derive(Debug, Clone, Copy)]
struct Kind {
    name: &'static str,
    people: usize,
    /// Between an answer and the next request.
    pause: Duration,
    /// Whether whoever is refused waits as long as it is told.
    waits: bool,
}

/// What one crowd got, or one of it.
#[derive(Default)]
struct Got {
    served: Vec<Duration>,
    refused: Vec<Duration>,
}

/// The same as numbers: a second, and in milliseconds.
struct Figures {
    served: f64,
    middle: f64,
    late: f64,
    refused: f64,
    told: f64,
    /// Seconds of processor time in each second, of the server and the database.
    spent: [f64; 2],
}

/// Opens a link with a few people, with as many as can be served at once, and with far more, in turns.
pub async fn measure(
    program: &str,
    engine: Engine,
    directory: &Path,
    (length, rounds, processors): (Duration, usize, &Processors),
) -> Result<(), Failure> {
    let server = start((program, engine, directory), processors).await?;
    let link = Tenant::sign_in(&server).await?.invite().await?;
    let awake = tokio::spawn(stay_awake());
    let (seconds, theirs) = (length.as_secs(), processors.of_server());
    println!(
        "\n{engine}: a link is opened, {rounds} rounds of {seconds} s each; processors: {theirs} of the server, one of the people"
    );
    let mut all: [Vec<Figures>; 4] = Default::default();
    for _ in 0..rounds {
        let mut people = arrive(&server, &link).await?;
        for (kind, figures) in KINDS.into_iter().zip(&mut all) {
            figures.push(one(&server, (&mut people, &link), kind, length).await?);
        }
    }
    awake.abort();
    print(&all);
    Ok(())
}

/// Keeps the people's processor from sleeping. To wake it for an answer would be the server's work, more of it with one kind of
/// crowd than with another, and a seventh or more of all on a virtual machine: people elsewhere cost it nothing.
async fn stay_awake() {
    loop {
        yield_now().await;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of some thousands")]
async fn one(
    server: &Server,
    (people, link): (&mut Vec<Client>, &str),
    kind: Kind,
    length: Duration,
) -> Result<Figures, Failure> {
    let before = server.spent().await?;
    let mut got = crowd(people, link, kind, length).await?;
    let spent = server.spent().await?.since(&before);
    let rate = |all: &[Duration]| all.len() as f64 / length.as_secs_f64();
    let all_along = (length + BEFORE).as_secs_f64();
    Ok(Figures {
        served: rate(&got.served),
        middle: at(&mut got.served, 50),
        late: at(&mut got.served, 99),
        refused: rate(&got.refused),
        told: at(&mut got.refused, 99),
        spent: [spent.server, spent.database].map(|time| time.as_secs_f64() / all_along),
    })
}

/// Of each kind the medians of all rounds; of what is wanted the medians, and the least and the most of a round.
fn print(all: &[Vec<Figures>; 4]) {
    println!(
        "  {:<28}{:>10}{:>10}{:>10}{:>12}{:>10}   spent by server, database",
        "medians", "served/s", "p50 ms", "p99 ms", "refused/s", "p99 ms"
    );
    for (kind, rounds) in KINDS.iter().zip(all) {
        let of = |figure: fn(&Figures) -> f64| spread(rounds.iter().map(figure))[1];
        let spent = [of(|it| it.spent[0]), of(|it| it.spent[1])];
        println!(
            "  {:<28}{:>10.0}{:>10.2}{:>10.2}{:>12.0}{:>10.2}   {}",
            kind.name,
            of(|it| it.served),
            of(|it| it.middle),
            of(|it| it.late),
            of(|it| it.refused),
            of(|it| it.told),
            spent.map(|part| format!("{part:.2}")).join(", ")
        );
    }
    let [quiet, peak, waiting, restless] = all;
    for (name, crowd) in [("who wait", waiting), ("who do not", restless)] {
        let part = spread(crowd.iter().zip(peak).map(|(crowd, peak)| crowd.served / peak.served));
        let times = spread(crowd.iter().zip(quiet).map(|(crowd, quiet)| crowd.late / quiet.late));
        println!(
            "  of those {name}: served {:.2} of the peak ({:.2} to {:.2}), p99 {:.1} times the quiet one ({:.1} to {:.1})",
            part[1], part[0], part[2], times[1], times[0], times[2]
        );
    }
}

/// The least, the median and the most.
fn spread(all: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut all: Vec<_> = all.collect();
    all.sort_unstable_by(f64::total_cmp);
    let last = all.len().saturating_sub(1);
    [0, last / 2, last].map(|nth| all.get(nth).copied().unwrap_or_default())
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

/// As many as ever come, each with a connection that is held until the end of a round: coming costs as well, but once.
async fn arrive(server: &Server, link: &str) -> Result<Vec<Client>, Failure> {
    let mut people = Vec::new();
    for _ in 0..PEAK * TIMES {
        let mut person = Client::connect(server.address).await?;
        person.open(link).await?.expect(StatusCode::OK)?;
        people.push(person);
    }
    Ok(people)
}

/// Of these people so many open the link as this kind does; the others keep their connections.
async fn crowd(people: &mut Vec<Client>, link: &str, kind: Kind, length: Duration) -> Result<Got, Failure> {
    let from = Instant::now() + BEFORE;
    let come = people.drain(..kind.people);
    let all: Vec<_> = come
        .map(|person| tokio::spawn(keep_opening(person, link.to_owned(), kind, from, from + length)))
        .collect();
    let mut got = Got::default();
    for person in all {
        let (person, theirs) = person.await??;
        people.push(person);
        got.served.extend(theirs.served);
        got.refused.extend(theirs.refused);
    }
    Ok(got)
}

async fn keep_opening(
    mut person: Client,
    link: String,
    kind: Kind,
    from: Instant,
    until: Instant,
) -> Result<(Client, Got), Failure> {
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
        match wait.filter(|_| kind.waits) {
            Some(seconds) => {
                let then = Instant::now() + Duration::from_secs(seconds);
                sleep_until(then.min(until).into()).await;
            }
            None if kind.pause.is_zero() => {}
            None => sleep(kind.pause).await,
        }
    }
    Ok((person, got))
}

/// So many of a hundred took no longer, in milliseconds.
pub fn at(all: &mut [Duration], percent: usize) -> f64 {
    all.sort_unstable();
    let nth = all.len().saturating_sub(1) * percent / 100;
    all.get(nth).map_or(0.0, |took| took.as_secs_f64() * 1e3)
}
