//! `enrol completions` and `enrol man`: what shells and readers need, from the command line's own table.

use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::{Cli, CommandError};

/// Prints the completions of a shell.
pub(super) fn completions(shell: Shell) -> Result<(), CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "enrol", &mut script);
    Ok(io::stdout().write_all(&script)?)
}

/// Writes a page for the program and one for each of its commands.
pub(super) fn pages(directory: &Path) -> Result<(), CommandError> {
    clap_mangen::generate_to(Cli::command(), directory)
        .map_err(|error| CommandError(format!("{}: {error}", directory.display())))?;
    println!("Wrote the manual pages to {}.", directory.display());
    Ok(())
}
