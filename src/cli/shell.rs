//! `completions` and `man`: what a shell and a manual reader need to know of the command line.

use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use eventmap::{Error, Result, output};

use super::{Arguments, Outcome, talk};

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap completions bash > ~/.local/share/bash-completion/completions/eventmap
  eventmap completions zsh > ~/.zfunc/_eventmap
  eventmap completions fish > ~/.config/fish/completions/eventmap.fish")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub fn completions(args: &CompletionsArgs) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "eventmap", &mut script);
    talk::bytes(&script)?;
    Ok(Outcome::Done)
}

#[derive(Args)]
#[command(after_help = "Examples:
  eventmap man | man -l -
  eventmap man --out ~/.local/share/man/man1")]
pub struct ManArgs {
    /// Write a page for every verb into this folder instead
    #[arg(short, long, value_name = "DIR", value_parser = super::dest::named())]
    out: Option<PathBuf>,
}

pub fn man(args: &ManArgs) -> Result<Outcome> {
    let mut command = Arguments::command();
    command.build();
    match &args.out {
        None => talk::bytes(&page(&command)?)?,
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|source| Error::Io {
                action: "create",
                path: folder.clone(),
                source,
            })?;
            pages(&command, "eventmap", folder)?;
        }
    }
    Ok(Outcome::Done)
}

/// One page for the command and one for each of its verbs, as `git-log.1` beside `git.1`.
fn pages(command: &clap::Command, name: &str, folder: &Path) -> Result<()> {
    let named = command.clone().name(name.to_owned());
    output::write(&folder.join(format!("{name}.1")), &page(&named)?)?;
    let verbs = command.get_subcommands().filter(|verb| verb.get_name() != "help" && !verb.is_hide_set());
    for verb in verbs {
        pages(verb, &format!("{name}-{}", verb.get_name()), folder)?;
    }
    Ok(())
}

fn page(command: &clap::Command) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let written = clap_mangen::Man::new(command.clone()).render(&mut bytes);
    written.map_err(|source| Error::Io { action: "write", path: PathBuf::from("-"), source })?;
    // What stands behind the options begins with examples, which readers of manuals look for under that name.
    let page = String::from_utf8_lossy(&bytes).replace(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n");
    Ok(page.into_bytes())
}
