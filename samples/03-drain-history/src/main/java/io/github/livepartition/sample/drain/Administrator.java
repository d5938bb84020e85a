// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.sample.drain;

import java.sql.SQLException;

/** Somebody who terminates the session that moves rows when so many months are complete. */
final class Administrator extends Thread {
    private static final int EVERY_MILLIS = 50;

    private final Staged staged;
    private final long months;

    Administrator(Staged staged, long months) {
        super("administrator");
        this.staged = staged;
        this.months = months;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            while (staged.months() < months || !staged.terminate()) {
                sleep(EVERY_MILLIS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            currentThread().interrupt();
        }
    }
}
