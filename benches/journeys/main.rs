//! Measures whole journeys: people sign up over loopback at a server of its own, as many at once
//! as asked for, on SQLite and on PostgreSQL, with everything on that keeps data safe.
//!
//! `scripts/bench` runs it. It ends by itself, and fails when any answer is not the one expected.

mod client;
mod crowd;
mod disk;
mod figures;
mod journey;
mod processors;
mod server;
mod slow;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;

use self::figures::Figures;
use self::journey::Tenant;
use self::processors::Processors;
use self::server::{Engine, Server};

/// Anything that ends the measurement.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What happens before the measurement of a cell counts.
const WARM_UP: Duration = Duration::from_secs(1);

/// How many journeys a second people can finish.
#[derive(Debug, Parser)]
struct Options {
    /// How long each cell is measured, after a warm-up of one second
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// How many people sign up at once, one cell each
    #[arg(long, value_delimiter = ',', default_value = "16,64", value_parser = clap::value_parser!(u32).range(1..=256))]
    people: Vec<u32>,
    /// On which databases; PostgreSQL only where `ENROL_BENCH_POSTGRES_URL` names a server
    #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
    engines: Vec<Engine>,
    /// One cell for each database, for two seconds
    #[arg(long)]
    quick: bool,
    /// In place of journeys: twenty times as many people as are served at once
    #[arg(long)]
    crowd: bool,
    /// How often each kind of crowd comes
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    rounds: u8,
    /// In place of journeys: so many slow clients of each of five shapes
    #[arg(long, value_name = "OF_EACH")]
    slow: Option<usize>,
    /// Another build of the program to measure
    #[arg(long, default_value = env!("CARGO_BIN_EXE_enrol"))]
    program: String,
    /// What cargo says to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

/// One thread: the machine is there for the server.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("journeys: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Failure> {
    println!("machine: {}", figures::machine());
    let (seconds, people) =
        if options.quick { (2, &[16][..]) } else { (options.seconds, &options.people[..]) };
    let parted = options.crowd.then(Processors::parted).transpose()?;
    for engine in &options.engines {
        let (directory, length) = (tempfile::tempdir()?, Duration::from_secs(seconds));
        if let Some(processors) = &parted {
            crowd::measure(
                &options.program,
                *engine,
                directory.path(),
                (length, options.rounds.into(), processors),
            )
            .await?;
            continue;
        }
        if let Some(of_each) = options.slow {
            slow::measure(&options.program, *engine, directory.path(), (of_each, length)).await?;
            continue;
        }
        for people in people {
            cell(&options.program, *engine, *people, Duration::from_secs(seconds)).await?;
        }
    }
    Ok(())
}

/// Measures so many people on one database, with a server and a database of their own.
async fn cell(program: &str, engine: Engine, people: u32, length: Duration) -> Result<(), Failure> {
    let directory = tempfile::tempdir()?;
    let syncs = disk::syncs_per_second(directory.path())?;
    let mut server = Server::start(program, engine, directory.path()).await?;
    let tenant = Tenant::sign_in(&server).await?;

    let from = Instant::now() + WARM_UP;
    let crowd: Vec<_> = (0..people)
        .map(|_| tokio::spawn(journey::keep_signing_up(tenant.clone(), from, from + length)))
        .collect();
    tokio::time::sleep_until(from.into()).await;
    let before = server.spent().await?;
    tokio::time::sleep_until((from + length).into()).await;
    let spent = server.spent().await?.since(&before);

    let mut figures = Figures::default();
    for person in crowd {
        figures.add(person.await??);
    }
    println!("\n{engine}, {people} people at once, {} s; the disk before: {syncs} syncs/s", length.as_secs());
    let peak = server.peak_memory()?;
    figures.print(&journey::requests(), length, &spent, &server.stop()?, peak);
    Ok(())
}
