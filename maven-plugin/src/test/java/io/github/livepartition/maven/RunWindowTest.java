// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class RunWindowTest {

    @Test
    void isOpenWithinTheDay() throws Exception {
        RunWindow day = RunWindow.parse("09:00-17:30", "UTC");
        assertThat(day.left(at("08:59"))).isZero();
        assertThat(day.left(at("09:00"))).isEqualTo(Duration.ofMinutes(510));
        assertThat(day.left(at("17:29"))).isEqualTo(Duration.ofMinutes(1));
        assertThat(day.left(at("17:30"))).isZero();
    }

    @Test
    void isOpenOverMidnight() throws Exception {
        RunWindow night = RunWindow.parse("22:00 - 05:00", "UTC");
        assertThat(night.left(at("21:59"))).isZero();
        assertThat(night.left(at("22:00"))).isEqualTo(Duration.ofHours(7));
        assertThat(night.left(at("04:00"))).isEqualTo(Duration.ofHours(1));
        assertThat(night.left(at("05:00"))).isZero();
    }

    @Test
    void goesByItsOwnClock() throws Exception {
        assertThat(RunWindow.parse("22:00-23:00", "Asia/Tokyo").left(at("13:30")))
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void refusesWhatIsNone() {
        assertThatThrownBy(() -> RunWindow.parse("22:00-22:00", "UTC"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "between \"22:00-22:00\" in timeZone \"UTC\" is not like 22:00-05:00 in Europe/Berlin");
        assertThatThrownBy(() -> RunWindow.parse("22:00-05:00", "Nowhere"))
                .isInstanceOf(MojoFailureException.class);
    }

    private static ZonedDateTime at(String time) {
        return ZonedDateTime.parse("2026-11-25T" + time + ":00Z");
    }
}
