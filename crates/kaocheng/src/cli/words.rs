//! The command line's own words in Chinese: the headings of its help, and what is wrong with the arguments.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};
use std::io::Write;
use std::process::ExitCode;

/// The parts of a help page that have no setting.
const FIXED: &[(&str, &str)] = &[
    ("[OPTIONS]", "[选项]"),
    ("[default: ", "[缺省： "),
    ("[possible values: ", "[可选： "),
    ("Possible values:", "可选："),
    ("[env: ", "[环境变量： "),
    ("[aliases: ", "[别名： "),
];

/// What a value is called where its argument gives it no name.
const VALUES: &[(&str, &str)] = &[
    ("FILE", "文件"),
    ("FILES", "文件"),
    ("OUTPUT", "文件"),
    ("OLD", "原办法"),
    ("NEW", "新办法"),
    ("FACTS", "数据"),
    ("UNIT", "单位"),
    ("ITEM", "项"),
    ("PERIOD", "期"),
    ("YEAR", "年度"),
    ("TITLE", "名称"),
    ("FORMAT", "格式"),
    ("SCHEME", "办法"),
];

/// Gives a command and those below it Chinese headings.
pub(super) fn chinese(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let command = command
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .arg(help)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            let arg = arg.help_heading(heading);
            match value(&arg) {
                Some(name) => arg.value_name(name),
                None => arg,
            }
        });
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, chinese))
}

fn value(arg: &Arg) -> Option<&'static str> {
    let [own] = arg.get_value_names()? else { return None };
    VALUES.iter().find(|(theirs, _)| own.as_str() == *theirs).map(|(_, ours)| *ours)
}

/// The version's flag, which only the outermost command has.
pub(super) fn version(command: Command) -> Command {
    let flag = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
    command.disable_version_flag(true).arg(flag.help_heading("选项"))
}

/// Says what clap found. Help that was asked for is no failure.
pub(super) fn say(error: &Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that has gone away wants no more.
            let _ = write!(std::io::stdout().lock(), "{}", page(error));
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", page(error));
            ExitCode::from(2)
        }
        _ => {
            eprintln!("{}", sentence(error));
            ExitCode::from(2)
        }
    }
}

fn page(error: &Error) -> String {
    FIXED.iter().fold(error.render().to_string(), |page, (theirs, ours)| page.replace(theirs, ours))
}

/// One sentence for a wrong command line, and where to read on.
fn sentence(error: &Error) -> String {
    let of = |kind| error.get(kind).map(shown).filter(|text| !text.is_empty());
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    let value = of(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项或参数"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", of(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => format!("还要写上 {argument}"),
        ErrorKind::MissingSubcommand => "还要写上命令".to_owned(),
        ErrorKind::ArgumentConflict => {
            let prior = of(ContextKind::PriorArg).unwrap_or_default();
            if prior.is_empty() || prior == argument {
                format!("{argument} 只能写一次")
            } else {
                format!("{argument} 不能和 {prior} 同时写")
            }
        }
        ErrorKind::NoEquals | ErrorKind::InvalidValue if value.is_empty() => {
            format!("{argument} 后面要写上值")
        }
        ErrorKind::InvalidValue => match of(ContextKind::ValidValue) {
            Some(valid) => format!("{argument} 不能是“{value}”，可以是 {valid}"),
            None => format!("{argument} 不能是“{value}”"),
        },
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            // The standard library says why a number is none in English; our own parsers speak Chinese.
            let why = if why.is_ascii() { "要写范围之内的数字".to_owned() } else { why };
            format!("{argument} 不能是“{value}”，{why}")
        }
        ErrorKind::TooManyValues => format!("{argument} 写得太多：“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的值个数不对"),
        ErrorKind::InvalidUtf8 => "参数里有读不出的字".to_owned(),
        _ => error.to_string().trim().to_owned(),
    };
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(of)
        .map(|meant| format!("；是不是 {meant}"))
        .unwrap_or_default();
    let usage = of(ContextKind::Usage).unwrap_or_default();
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    let usage = FIXED.iter().fold(usage.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours));
    let usage = if usage.is_empty() { String::new() } else { format!("\n用法：{usage}") };
    format!("{what}{meant}。{usage}\n加上 --help 看说明。")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Bool(value) => value.to_string(),
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
