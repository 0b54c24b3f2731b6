//! The day a text speaks from: its year fills 今年, 全年, 8月. A page of 2021-01-12 about the year 2020 speaks from the end
//! of 2020.

use super::dates;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The day a text speaks from, by its title, its body and its dates.
pub(crate) fn of(
    title: Option<&str>,
    body: &str,
    signed: Option<Date>,
    published: Option<Date>,
) -> Option<Date> {
    let day = signed.or(published);
    let mut named: BTreeMap<i16, usize> = BTreeMap::new();
    for year in dates::years(body) {
        *named.entry(year).or_default() += 1;
    }
    let titled = title.map(dates::years).unwrap_or_default().into_iter().max();
    let Some(day) = day else {
        let (year, _) =
            named.iter().max_by_key(|&(year, &times)| (times, *year)).map(|(y, t)| (*y, *t)).unzip();
        return titled.or(year).and_then(end_of);
    };
    let own = titled.or_else(|| about_last_year(&named, day, title, body));
    match own {
        Some(year) if year < day.year() => end_of(year),
        _ => Some(day),
    }
}

fn end_of(year: i16) -> Option<Date> {
    Date::new(year, 12, 31).ok()
}

/// The year before the page's date, when the text names it far oftener than the page's own year and speaks of a whole
/// year. A year's figures come out in the first months of the next.
fn about_last_year(named: &BTreeMap<i16, usize>, day: Date, title: Option<&str>, body: &str) -> Option<i16> {
    let last = day.year() - 1;
    let times = |year: i16| named.get(&year).copied().unwrap_or(0);
    let whole_year = ["年度", "全年", "12月底", "12月31日", "1-12月", "年终"];
    let whole =
        whole_year.iter().any(|words| title.unwrap_or_default().contains(words) || body.contains(words));
    (day.month() <= 6 && whole && times(last) >= 3 && times(last) > 2 * times(day.year())).then_some(last)
}
