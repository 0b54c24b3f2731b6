//! What one process counts of its requests, for its metrics. No personal data: neither addresses nor names.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

/// Upper ends of the classes of duration, in milliseconds.
const BOUNDS: [i64; 8] = [5, 10, 25, 50, 100, 250, 1000, 5000];

/// Requests by class of status and by duration.
#[derive(Default)]
pub(crate) struct Counts {
    /// 1xx to 5xx.
    classes: [AtomicU64; 5],
    /// One for each bound and one for all that took longer.
    durations: [AtomicU64; 9],
    total_ms: AtomicU64,
}

impl Counts {
    /// Counts one answer.
    pub(crate) fn add(&self, status: u16, took_ms: i64) {
        if let Some(class) = self.classes.get(usize::from(status / 100).saturating_sub(1)) {
            class.fetch_add(1, Ordering::Relaxed);
        }
        let place = BOUNDS.iter().position(|bound| took_ms <= *bound).unwrap_or(BOUNDS.len());
        if let Some(duration) = self.durations.get(place) {
            duration.fetch_add(1, Ordering::Relaxed);
        }
        self.total_ms.fetch_add(u64::try_from(took_ms).unwrap_or(0), Ordering::Relaxed);
    }

    /// In the text form that Prometheus reads.
    pub(crate) fn write(&self, text: &mut String) {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "# HELP kaocheng_requests_total Answers of this process by class of status.");
        let _ = writeln!(text, "# TYPE kaocheng_requests_total counter");
        for (class, count) in (1..).zip(&self.classes) {
            let count = count.load(Ordering::Relaxed);
            let _ = writeln!(text, "kaocheng_requests_total{{status=\"{class}xx\"}} {count}");
        }
        let _ = writeln!(text, "# HELP kaocheng_request_milliseconds Time that answers took.");
        let _ = writeln!(text, "# TYPE kaocheng_request_milliseconds histogram");
        let mut sum = 0;
        for (place, count) in self.durations.iter().enumerate() {
            sum += count.load(Ordering::Relaxed);
            let bound = BOUNDS.get(place).map_or_else(|| "+Inf".to_owned(), ToString::to_string);
            let _ = writeln!(text, "kaocheng_request_milliseconds_bucket{{le=\"{bound}\"}} {sum}");
        }
        let total = self.total_ms.load(Ordering::Relaxed);
        let _ = writeln!(
            text,
            "kaocheng_request_milliseconds_sum {total}\nkaocheng_request_milliseconds_count {sum}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_add_up_in_their_classes() {
        let counts = Counts::default();
        for (status, took) in [(200, 3), (200, 60), (503, 9000)] {
            counts.add(status, took);
        }
        let mut text = String::new();
        counts.write(&mut text);
        for line in [
            "kaocheng_requests_total{status=\"2xx\"} 2",
            "kaocheng_requests_total{status=\"5xx\"} 1",
            "kaocheng_request_milliseconds_bucket{le=\"5\"} 1",
            "kaocheng_request_milliseconds_bucket{le=\"100\"} 2",
            "kaocheng_request_milliseconds_bucket{le=\"+Inf\"} 3",
            "kaocheng_request_milliseconds_sum 9063",
        ] {
            assert!(text.contains(line), "{line} is not in:\n{text}");
        }
    }
}
