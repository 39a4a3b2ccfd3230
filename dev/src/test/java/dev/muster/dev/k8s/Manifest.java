package dev.muster.dev.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// One document of a file under `k8s/`: a resource, or a patch to one, which has the same kind and name.
record Manifest(Path file, JsonNode tree) {
    static final Path FOLDER = Path.of("../k8s");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final String KUSTOMIZATION = "kustomization.yaml";

    static List<Manifest> all() {
        return files().filter(file -> !file.endsWith(KUSTOMIZATION)).flatMap(Manifest::read).toList();
    }

    static List<Manifest> kustomizations() {
        return files().filter(file -> file.endsWith(KUSTOMIZATION)).flatMap(Manifest::read).toList();
    }

    static Stream<Path> files() {
        try (var found = Files.walk(FOLDER)) {
            return found.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Manifest> read(Path file) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file)) {
            return documents.readAll().stream().map(tree -> new Manifest(file, tree));
        }
    }

    String kind() {
        return tree.path("kind").asString();
    }

    String name() {
        return tree.path("metadata").path("name").asString();
    }

    /// Kind and name, by which others refer to it.
    String id() {
        return kind() + " " + name();
    }

    /// The spec of the pods that it makes; missing if it makes none.
    JsonNode pod() {
        return tree.path("spec").path("template").path("spec");
    }

    boolean makesPods() {
        return !pod().isMissingNode();
    }

    /// A patch adds to a workload that has its labels already.
    boolean isWhole() {
        return !makesPods() || tree.path("spec").has("selector");
    }

    Map<String, String> podLabels() {
        return text(tree.path("spec").path("template").path("metadata").path("labels"));
    }

    /// What is said by environment variables in the first container.
    Map<String, String> environment() {
        var all = new TreeMap<String, String>();
        pod().path("containers").path(0).path("env").forEach(
                variable -> all.put(variable.path("name").asString(), variable.path("value").asString("")));
        return all;
    }

    static Map<String, String> text(JsonNode object) {
        var all = new TreeMap<String, String>();
        object.properties().forEach(field -> all.put(field.getKey(), field.getValue().asString()));
        return all;
    }

    @Override
    public String toString() {
        return FOLDER.relativize(file) + ": " + id();
    }
}
