package dev.muster.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/// A broker that encrypts, asks who is there, and lets nobody do what no ACL allows.
final class SecuredBroker implements AutoCloseable {
    static final String PASSWORD = "a-secret-of-the-test";

    private final Path store;
    private final EmbeddedBroker broker;
    private final Admin admin;

    SecuredBroker(Path folder) throws IOException, InterruptedException {
        store = folder.resolve("broker.p12");
        certify();
        broker = EmbeddedBroker.start(settings());
        admin = Admin.create(client(administrator()));
    }

    /// A certificate for 127.0.0.1, and its key.
    private void certify() throws IOException, InterruptedException {
        var made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD, "-alias",
                "broker",
                "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1", "-validity", "2")
                .inheritIO()
                .start().waitFor();
        if (made != 0) {
            throw new IOException("keytool ended with " + made);
        }
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("listener.name.plaintext.plain.sasl.jaas.config",
                login(PlainLoginModule.class, "admin").replace(";", " user_admin=\"" + PASSWORD + "\";"));
        settings.put("listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                ScramLoginModule.class.getName() + " required;");
        // Takes tokens that nobody signed: whose they are is Kafka's business, that they are sent is ours.
        settings.put("listener.name.plaintext.oauthbearer.sasl.jaas.config",
                OAuthBearerLoginModule.class.getName()
                        + " required unsecuredLoginStringClaim_sub=\"broker\";");
        settings.putAll(store("ssl.keystore"));
        settings.put("ssl.key.password", PASSWORD);
        settings.putAll(store("ssl.truststore"));
        settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
        // The controller's own listener knows no names.
        settings.put("super.users", "User:admin;User:ANONYMOUS");
        return settings;
    }

    private Map<String, String> store(String kind) {
        return Map.of(kind + ".location", store.toString(), kind + ".type", "PKCS12", kind + ".password",
                PASSWORD);
    }

    private static String login(Class<?> module, String user) {
        return module.getName() + " required username=\"" + user + "\" password=\"" + PASSWORD + "\";";
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /// Makes a user, and lets it do that.
    void let(String user, List<AclBinding> acls) throws ExecutionException, InterruptedException {
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user,
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD))).all().get();
        admin.createAcls(acls).all().get();
    }

    /// How a user's clients are set up.
    Map<String, String> settings(String user) {
        return settings("SCRAM-SHA-512", login(ScramLoginModule.class, user));
    }

    /// The same for one who comes with a token.
    Map<String, String> settingsWithToken(String user) {
        return settings("OAUTHBEARER",
                OAuthBearerLoginModule.class.getName() + " required unsecuredLoginStringClaim_sub=\"" + user
                        + "\";");
    }

    private Map<String, String> settings(String mechanism, String login) {
        var settings = new HashMap<>(store("ssl.truststore"));
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", mechanism);
        settings.put("sasl.jaas.config", login);
        return settings;
    }

    /// The settings of one client.
    Map<String, Object> as(String user) {
        return client(settings(user));
    }

    /// How the clients of whoever may set up what others may do are set up.
    Map<String, String> administrator() {
        return settings("PLAIN", login(PlainLoginModule.class, "admin"));
    }

    /// What a user is let do.
    Collection<AclBinding> acls(String user) throws ExecutionException, InterruptedException {
        return admin.describeAcls(new AclBindingFilter(ResourcePatternFilter.ANY,
                new AccessControlEntryFilter("User:" + user, null, AclOperation.ANY, AclPermissionType.ANY)))
                .values().get();
    }

    private Map<String, Object> client(Map<String, String> settings) {
        var all = new HashMap<String, Object>(settings);
        all.put("bootstrap.servers", bootstrap());
        return all;
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
