package dev.evenkeel.decide.forecast;

import java.util.random.RandomGenerator;

/// Loads as services have them, hour by hour. Hour 0 is the midnight before a Monday; NaN is an
/// hour that nobody measured.
enum LoadCurve {
    FLAT(0) {
        @Override
        double shape(int hour) {
            return 100;
        }
    },
    DAY(0.1) {
        @Override
        double shape(int hour) {
            return wave(hour, 9);
        }
    },
    NOISE(0.3) {
        @Override
        double shape(int hour) {
            return wave(hour, 9);
        }
    },
    OFFICE(0.05) {
        @Override
        double shape(int hour) {
            return office(hour);
        }
    },
    OFFICE_FAR_EAST(0.1) {
        @Override
        double shape(int hour) {
            return office(hour + 9);
        }
    },
    SHOP(0.08) {
        @Override
        double shape(int hour) {
            return isWeekend(hour) ? 1.6 * wave(hour, 14) : wave(hour, 9);
        }
    },
    GROWTH(0.08) {
        @Override
        double shape(int hour) {
            return wave(hour, 9) * (1 + 0.3 * hour / SeasonalForecast.WEEK);
        }
    },
    OFFICE_GROWTH(0.08) {
        @Override
        double shape(int hour) {
            return office(hour) * (1 + 0.3 * hour / SeasonalForecast.WEEK);
        }
    },
    DECLINE(0.08) {
        @Override
        double shape(int hour) {
            return wave(hour, 9) * (1 - 0.15 * hour / SeasonalForecast.WEEK);
        }
    },
    WEEKLY_JOB(0.08) {
        @Override
        double shape(int hour) {
            return wave(hour, 9) + (hour % SeasonalForecast.WEEK == 51 ? 400 : 0);
        }
    },
    NIGHT_BATCH(0.1) {
        @Override
        double shape(int hour) {
            return hour % 24 >= 22 ? 300 : 5;
        }
    },
    GAPS(0.08) {
        @Override
        double shape(int hour) {
            return hour % 200 < 8 || hour * 7919L % 10 == 0 ? Double.NaN : wave(hour, 9);
        }
    },
    SPIKES(0.08) {
        @Override
        double shape(int hour) {
            return wave(hour, 9) * (hour * 7919L % 61 == 0 ? 6 : 1);
        }
    };

    private final double noise;

    LoadCurve(double noise) {
        this.noise = noise;
    }

    abstract double shape(int hour);

    double[] hours(int count, RandomGenerator random) {
        var hours = new double[count];
        for (int hour = 0; hour < count; hour++) {
            hours[hour] = Math.max(0, shape(hour) * (1 + noise * random.nextGaussian()));
        }
        return hours;
    }

    private static boolean isWeekend(int hour) {
        return hour / 24 % 7 >= 5;
    }

    private static double wave(int hour, int rise) {
        return 100 + 70 * Math.sin(2 * Math.PI * (hour - rise) / 24);
    }

    private static double office(int hour) {
        int ofDay = hour % 24;
        double load = ofDay >= 8 && ofDay < 18 ? 100 : ofDay >= 6 && ofDay < 20 ? 50 : 10;
        return isWeekend(hour) ? 8 + 0.2 * load : load;
    }
}
