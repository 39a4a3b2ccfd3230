package dev.muster.dev.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.muster.common.AgentType;
import dev.muster.common.Topics;
import dev.muster.common.format.Durations;
import dev.muster.dev.acl.AclText;
import dev.muster.dev.acl.FleetUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The manifests under `k8s/`, as they lie on the disk. Kustomize puts them together; what they say to each other is checked here.
final class ManifestsTest {
    private static final List<Manifest> ALL = Manifest.all();
    private static final Set<String> IDS = ALL.stream().filter(Manifest::isWhole).map(Manifest::id)
            .collect(Collectors.toSet());

    private final StrictReader reader = new StrictReader();

    static Stream<Manifest> manifests() {
        return ALL.stream();
    }

    static Stream<Manifest> pods() {
        return ALL.stream().filter(Manifest::makesPods);
    }

    static Stream<Manifest> wholePods() {
        return pods().filter(Manifest::isWhole);
    }

    static Stream<Manifest> kustomizations() {
        return Manifest.kustomizations().stream();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyFieldIsOneThatKubernetesKnows(Manifest manifest) throws JsonProcessingException {
        reader.check(manifest.tree());

        assertThat(manifest.name()).matches("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {container: []}}}}",
        "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{env: [{name: A, value: 1}]}]}}}}",
        "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoints: [{prot: http}]}}",
        "{apiVersion: apps/v2, kind: Deployment}", "{apiVersion: keda.sh/v2, kind: ScaledObject}"})
    void whatKubernetesWouldRefuseIsAFault(String manifest) {
        assertThatThrownBy(() -> reader.check(new YAMLMapper().readTree(manifest)))
                .isInstanceOfAny(JsonProcessingException.class, IllegalArgumentException.class);
    }

    @Test
    void everyFileIsPartOfAKustomizationAndEveryPartIsThere() {
        var named = new TreeSet<Path>();
        for (var kustomization : Manifest.kustomizations()) {
            parts(kustomization).map(part -> kustomization.file().resolveSibling(part).normalize())
                    .map(part -> Files.isDirectory(part) ? part.resolve("kustomization.yaml") : part)
                    .forEach(named::add);
        }

        assertThat(named).allMatch(Files::isRegularFile);
        assertThat(Manifest.files().map(Path::normalize).filter(file -> !isOverlay(file))).isSubsetOf(named);
    }

    private static boolean isOverlay(Path file) {
        return file.endsWith("kustomization.yaml") && file.toString().contains("overlays");
    }

    private static Stream<String> parts(Manifest kustomization) {
        var tree = kustomization.tree();
        return Stream.concat(
                Stream.of("resources", "components").flatMap(list -> tree.path(list).valueStream()),
                patches(tree)).map(JsonNode::asString);
    }

    private static Stream<JsonNode> patches(JsonNode kustomization) {
        return kustomization.path("patches").valueStream().filter(patch -> patch.has("path"))
                .map(patch -> patch.path("path"));
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void everyPatchHasSomethingToChange(Manifest kustomization) {
        var base = ALL.stream()
                .filter(manifest -> manifest.file().startsWith(Manifest.FOLDER.resolve("base")))
                .map(Manifest::id).toList();

        assertThat(patches(kustomization.tree()).map(JsonNode::asString)
                .flatMap(patch -> Manifest.read(kustomization.file().resolveSibling(patch)))
                .map(Manifest::id)).isSubsetOf(base);
    }

    @ParameterizedTest
    @MethodSource("wholePods")
    void aWorkloadSelectsItsOwnPodsAlone(Manifest workload) {
        var selector = Manifest.text(workload.tree().path("spec").path("selector").path("matchLabels"));

        assertThat(wholePods().filter(other -> other.podLabels().entrySet().containsAll(selector.entrySet())))
                .containsExactly(workload);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void whatIsSelectedIsThere(Manifest manifest) {
        var selectors = new ArrayList<JsonNode>();
        var spec = manifest.tree().path("spec");
        switch (manifest.kind()) {
            case "Service" -> selectors.add(spec.path("selector"));
            case "PodDisruptionBudget" -> selectors.add(spec.path("selector").path("matchLabels"));
            case "NetworkPolicy" -> selectors.add(spec.path("podSelector").path("matchLabels"));
            default -> manifest.pod().path("topologySpreadConstraints")
                    .forEach(spread -> selectors.add(spread.path("labelSelector").path("matchLabels")));
        }

        assertThat(selectors).allMatch(selector -> !selector.isEmpty());
        assertThat(selectors).allSatisfy(selector -> assertThat(wholePods())
                .anySatisfy(
                        pod -> assertThat(pod.podLabels()).containsAllEntriesOf(Manifest.text(selector))));
    }

    @Test
    void prometheusFindsTheCoordinatorsOnce() {
        var monitor = ALL.stream().filter(one -> one.kind().equals("ServiceMonitor")).findAny().orElseThrow()
                .tree();
        var selector = Manifest.text(monitor.path("spec").path("selector").path("matchLabels"));

        var services = ALL.stream().filter(one -> one.kind().equals("Service")).map(Manifest::tree)
                .filter(service -> Manifest.text(service.path("metadata").path("labels")).entrySet()
                        .containsAll(selector.entrySet()))
                .toList();

        assertThat(services).singleElement().satisfies(service -> {
            assertThat(service.path("spec").path("ports").findValuesAsString("name"))
                    .contains(monitor.path("spec").path("endpoints").path(0).path("port").asString());
            // The alerts ask for this job.
            assertThat(service.path("metadata").path("labels")
                    .path(monitor.path("spec").path("jobLabel").asString()).asString()).isEqualTo("muster");
        });
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void whatIsReferredToIsThere(Manifest manifest) {
        var tree = manifest.tree();
        var wanted = new TreeSet<String>();
        tree.findValues("configMapRef")
                .forEach(one -> wanted.add("ConfigMap " + one.path("name").asString()));
        tree.findValuesAsString("claimName").forEach(name -> wanted.add("PersistentVolumeClaim " + name));
        tree.findValuesAsString("serviceAccountName").forEach(name -> wanted.add("ServiceAccount " + name));
        tree.findValuesAsString("serviceName").forEach(name -> wanted.add("Service " + name));
        tree.findValues("scaleTargetRef").forEach(
                one -> wanted
                        .add(one.path("kind").asString("Deployment") + " " + one.path("name").asString()));
        manifest.environment().values().stream().filter(value -> value.startsWith("$(POD_NAME)"))
                .forEach(value -> wanted.add("Service " + value.replaceAll(".*\\)\\.|:.*", "")));

        assertThat(IDS).containsAll(wanted);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void whereSecretsComeFromIsTold(Manifest manifest) throws IOException {
        var told = Files.readAllLines(Path.of("../docs/kubernetes.md"));
        var keys = new ArrayList<String>();
        manifest.tree().findValues("secret").forEach(
                secret -> secret.path("items").forEach(item -> keys.add(secret.path("secretName").asString()
                        + " " + item.path("key").asString())));
        manifest.tree().findValues("credentials").forEach(
                secret -> keys.add(secret.path("name").asString() + " " + secret.path("key").asString()));

        assertThat(manifest.tree().findValues("secret")).allMatch(secret -> !secret.path("items").isEmpty());
        assertThat(keys).allSatisfy(key -> assertThat(told).anyMatch(
                line -> line.contains("secret generic " + key.split(" ", 2)[0] + " ")
                        && (line + " ").contains("--from-file=" + key.split(" ", 2)[1] + " ")));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void whatIsMountedIsAVolume(Manifest manifest) {
        var volumes = pods().filter(other -> other.id().equals(manifest.id()))
                .filter(other -> other.equals(manifest) || other.isWhole())
                .flatMap(other -> Stream.concat(other.pod().path("volumes").valueStream(),
                        other.tree().path("spec").path("volumeClaimTemplates").valueStream()
                                .map(claim -> claim.path("metadata"))))
                .map(volume -> volume.path("name").asString()).toList();

        assertThat(manifest.pod().path("containers").path(0).path("volumeMounts").valueStream()
                .map(mount -> mount.path("name").asString())).isSubsetOf(volumes);
    }

    @ParameterizedTest
    @MethodSource("wholePods")
    void portsAreThoseOfTheContainer(Manifest manifest) {
        var container = manifest.pod().path("containers").path(0);
        var ports = container.path("ports").valueStream().map(port -> port.path("name").asString()).toList();
        var wanted = new TreeSet<String>();
        container.properties().stream().filter(field -> field.getKey().endsWith("Probe"))
                .forEach(field -> wanted.addAll(field.getValue().findValuesAsString("port")));
        ALL.stream().filter(one -> one.kind().equals("Service"))
                .filter(one -> manifest.podLabels().entrySet()
                        .containsAll(Manifest.text(one.tree().path("spec").path("selector")).entrySet()))
                .forEach(one -> wanted.addAll(one.tree().findValuesAsString("targetPort")));

        assertThat(ports).containsAll(wanted);
    }

    @ParameterizedTest
    @MethodSource("wholePods")
    void podsMayDoAsLittleAsTheRestrictedStandardSays(Manifest manifest) {
        var pod = manifest.pod();
        var container = pod.path("containers").path(0).path("securityContext");

        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean(false)).isTrue();
        assertThat(pod.path("securityContext").path("seccompProfile").path("type").asString())
                .isEqualTo("RuntimeDefault");
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.path("capabilities").toString()).isEqualTo("{\"drop\":[\"ALL\"]}");
        assertThat(pod.path("containers").path(0).path("image").asString()).matches(".+:\\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @MethodSource("wholePods")
    void aPodIsGivenMoreTimeThanItsLongestDrain(Manifest manifest) {
        // A coordinator stops within a minute; so does the broker.
        var drain = Durations.parsed(manifest.environment().getOrDefault("MUSTER_GRACE", "60s"))
                .orElseThrow();

        assertThat(manifest.pod().path("terminationGracePeriodSeconds").asLong(30))
                .isGreaterThan(drain.toSeconds());
    }

    @Test
    void theAlertsAreThoseThatAreTested() {
        var rule = ALL.stream().filter(one -> one.kind().equals("PrometheusRule")).findAny().orElseThrow();

        var tested = Manifest.read(Path.of("../etc/prometheus/muster-alerts.yml")).findAny().orElseThrow();

        assertThat(rule.tree().path("spec")).isEqualTo(tested.tree());
    }

    @Test
    void theUsersOfStrimziAreThoseThatMusterAclsTells() throws IOException {
        var topics = Topics.DEFAULT;
        var users = new ArrayList<FleetUser>();
        users.add(FleetUser.coordinator("muster-coordinator", topics));
        for (var agent : List.of("visual_content", "web_development", "finance_inventory", "marketing")) {
            users.add(FleetUser.worker("muster-" + agent.replace('_', '-'), topics,
                    List.of(new AgentType(agent))));
        }

        assertThat(Files.readString(Manifest.FOLDER.resolve("overlays/strimzi/users.yaml")))
                .isEqualTo(AclText.strimzi(users, "kafka"));
    }
}
