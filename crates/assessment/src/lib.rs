//! The domain of target-responsibility assessment: cycles, units, indicators, targets, figures, scores, ranks, lights. Pure: no IO, no clock.
