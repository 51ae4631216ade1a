//! The command line: a table of verbs. Parses, dispatches, prints the error, sets the exit code.

mod cli;

use std::process::ExitCode;

use cli::Command;
use mimalloc::MiMalloc;

/// Articles become many small strings and lists, on several threads at once.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    cli::hush_caught_panics();
    let (cli::Arguments { command, shared }, config) = match cli::arguments() {
        Ok(read) => read,
        Err(code) => return code,
    };
    let outcome = cli::in_threads(shared.threads, || match &command {
        Command::Map(args) => cli::map::run(args, &shared),
        Command::Render(args) => cli::render::run(args, &shared),
        Command::Check(args) => cli::check::run(args, &shared),
        Command::Explain(args) => cli::explain::run(args, &shared),
        Command::Extract(args) => cli::extract::run(args, &shared),
        Command::Toponyms(args) => cli::toponyms::run(args, &shared),
        Command::Geocode(args) => cli::geocode::run(args, &shared),
        Command::Distance(args) => cli::distance::run(args, &shared),
        Command::Gazetteer(args) => cli::gazetteer::run(args, &shared),
        Command::Formats(args) => cli::formats::run(args, &shared),
        Command::Info(_) => cli::info::run(&shared, &config),
        Command::Completions(args) => cli::shell::completions(args),
        Command::Man(args) => cli::shell::man(args),
    });
    cli::exit_code(outcome)
}
