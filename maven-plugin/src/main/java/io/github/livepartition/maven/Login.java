// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.maven;

import java.util.Optional;
import java.util.Properties;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** User and password as pgjdbc takes them; never part of a text. */
final class Login {

    private Login() {}

    static Properties of(LiquibaseSettings settings, Settings maven, SettingsDecrypter decrypter) {
        Optional<Server> server =
                settings.get("server").map(maven::getServer).map(s -> decrypted(s, decrypter));
        Properties login = new Properties();
        server.map(Server::getUsername)
                .or(() -> settings.get("username"))
                .ifPresent(user -> login.setProperty("user", user));
        server.map(Server::getPassword)
                .or(() -> settings.get("password"))
                .ifPresent(password -> login.setProperty("password", password));
        return login;
    }

    private static Server decrypted(Server server, SettingsDecrypter decrypter) {
        return decrypter.decrypt(new DefaultSettingsDecryptionRequest(server)).getServer();
    }
}
