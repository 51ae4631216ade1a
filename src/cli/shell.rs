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
    // 'help' has no page of its own.
    let command = Arguments::command().disable_help_subcommand(true);
    let mut command = command.mut_subcommands(|verb| verb.disable_help_subcommand(true));
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
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        pages(verb, &format!("{name}-{}", verb.get_name()), folder)?;
    }
    Ok(())
}

fn page(command: &clap::Command) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // "eventmap extract [OPTIONS] <INPUT>...", as the help has it, and not forty options in brackets.
    let usage = command.clone().render_usage().to_string();
    let command = command.clone().override_usage(usage.trim_start_matches("Usage: ").to_owned());
    let is_verb = command.get_name() != "eventmap";
    let written = clap_mangen::Man::new(command)
        .source(concat!("eventmap ", env!("CARGO_PKG_VERSION")))
        .render(&mut bytes);
    written.map_err(|source| Error::Io { action: "write", path: PathBuf::from("-"), source })?;
    let page = String::from_utf8_lossy(&bytes);
    let Some((head, rest)) = page.split_once(".SH EXTRA\n") else {
        return Ok(page.into_owned().into_bytes());
    };
    let (told, behind) = rest.find(".SH ").map_or((rest, ""), |at| rest.split_at(at));
    let mut page = format!("{head}{}{behind}", sections(told));
    if is_verb {
        page.push_str(".SH SEE ALSO\neventmap(1), whose exit status holds for every verb\n");
    }
    Ok(page.into_bytes())
}

/// What stands behind the options of a help, under the heads that readers of manuals look for; lines that are set in stay lines.
fn sections(told: &str) -> String {
    let mut out = String::new();
    let mut has_notes = false;
    for paragraph in told.trim_end().split("\n\n") {
        let (first, rest) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
        let lines = match first {
            "Examples:" => {
                out.push_str(".SH EXAMPLES\n");
                rest
            }
            "Exit codes:" => {
                out.push_str(".SH EXIT STATUS\n");
                rest
            }
            _ => {
                out.push_str(if has_notes { ".PP\n" } else { ".SH NOTES\n" });
                has_notes = true;
                paragraph
            }
        };
        let mut is_set_in = false;
        for line in lines.lines() {
            if line.starts_with("  ") != is_set_in {
                is_set_in = !is_set_in;
                out.push_str(if is_set_in { ".nf\n" } else { ".fi\n" });
            }
            out.push_str(line);
            out.push('\n');
        }
        if is_set_in {
            out.push_str(".fi\n");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_and_exit_codes_have_heads_of_their_own() {
        let told = "Examples:\n  eventmap map a    all of it\n  eventmap info\n\nExit codes:\n  0  done\n\nInputs are texts.\nA kind:\n  a  b\n\nMore.\n";
        let expected = ".SH EXAMPLES\n.nf\n  eventmap map a    all of it\n  eventmap info\n.fi\n.SH EXIT STATUS\n.nf\n  0  done\n.fi\n\
            .SH NOTES\nInputs are texts.\nA kind:\n.nf\n  a  b\n.fi\n.PP\nMore.\n";
        assert_eq!(sections(told), expected);
    }

    #[test]
    fn a_page_shows_the_usage_of_the_help_and_no_page_that_is_not_there() {
        let mut command = Arguments::command().disable_help_subcommand(true);
        command.build();
        let whole = String::from_utf8(page(&command).unwrap()).unwrap();
        assert!(whole.contains(".SH EXIT STATUS\n") && !whole.contains("eventmap-help"), "{whole}");
        let extract = command.find_subcommand("extract").unwrap().clone().name("eventmap-extract");
        let extract = String::from_utf8(page(&extract).unwrap()).unwrap();
        assert!(extract.contains("[OPTIONS] <INPUT>...\n.SH DESCRIPTION"), "{extract}");
        assert!(extract.contains("\"eventmap 0."), "{extract}");
    }
}
