//! The program: words and settings in, one command done, an exit code out.

use std::process::ExitCode;

use enrol::cli::{Cli, CommandError};
use enrol::commands;
use enrol::config::Settings;
use enrol::logs::{self, print_error};
use mimalloc::MiMalloc;

/// Requests are many small allocations: the system's allocator took a tenth of their time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Exits with 0 when all went well, 1 on a failure, 2 on wrong words or settings.
fn main() -> ExitCode {
    let cli = Cli::read();
    let environment: Vec<String> =
        std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned()).collect();
    let settings = match Settings::read(&cli.options, &environment) {
        Ok(settings) => settings,
        Err(errors) => {
            print_error(&errors);
            return ExitCode::from(2);
        }
    };
    logs::start(&settings);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime
        .map_err(CommandError::from)
        .and_then(|runtime| runtime.block_on(commands::run(cli.command, cli.words, settings)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            print_error(&format_args!("enrol: {failure}"));
            ExitCode::FAILURE
        }
    }
}
