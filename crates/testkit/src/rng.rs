//! Reproducible choice: SplitMix64, with a stream of its own for every unit and indicator, so that a city with more units
//! keeps the figures of the units that it had.

/// A stream of numbers that depends on its seed alone.
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
}

impl Rng {
    /// The stream of one purpose: the same seed and keys give the same numbers, on any machine, for ever.
    pub fn of(seed: u64, keys: &[u64]) -> Self {
        let mut rng = Self { state: seed };
        for key in keys {
            rng.state = rng.draw() ^ key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
        rng
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u128::from(high.abs_diff(low)) + 1;
        let offset = (u128::from(self.draw()) * span) >> 64;
        low.saturating_add(i64::try_from(offset).unwrap_or(0))
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, chance: i64) -> bool {
        self.between(1, 100) <= chance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_splitmix64() {
        let mut rng = Rng { state: 1_234_567 };
        assert_eq!(rng.draw(), 6_457_827_717_110_365_317);
        assert_eq!(rng.draw(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn numbers_stay_within_their_ends_and_reach_them() {
        let mut rng = Rng::of(7, &[1, 2]);
        let drawn: Vec<i64> = (0..200).map(|_| rng.between(-1, 1)).collect();
        assert!(drawn.iter().all(|n| (-1..=1).contains(n)) && drawn.contains(&-1) && drawn.contains(&1));
    }
}
