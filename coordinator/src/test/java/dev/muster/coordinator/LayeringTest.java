package dev.muster.coordinator;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/// Who may see whom within the coordinator, and what of the world outside.
class LayeringTest {
    private static final String CORE = "dev.muster.coordinator.core..";
    private static final String GATE = "dev.muster.coordinator.gate..";
    private static final String STREAMS = "dev.muster.coordinator.streams..";
    private static final String HTTP = "dev.muster.coordinator.http..";
    private static final String MONITOR = "dev.muster.coordinator.monitor..";
    private static final String PEER = "dev.muster.coordinator.peer..";
    private static final String PRESSURE = "dev.muster.coordinator.pressure..";
    private static final String ACCESS = "dev.muster.coordinator.access..";
    private static final String PORT = "dev.muster.coordinator.port..";

    private static final JavaClasses COORDINATOR = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.muster.coordinator");

    @Test
    void theCoreIsPure() {
        classes().that().resideInAPackage(CORE).should().onlyDependOnClassesThat()
                .resideInAnyPackage(CORE, "dev.muster.common", "dev.muster.common.definition",
                        "org.jspecify..",
                        "java.lang..", "java.util", "java.util.function..", "java.util.stream..",
                        "java.time..",
                        "java.math..", "java.nio.charset..")
                .check(COORDINATOR);
    }

    @Test
    void theGatesArePure() {
        classes().that().resideInAPackage(GATE).should().onlyDependOnClassesThat()
                .resideInAnyPackage(GATE, "dev.muster.common", "org.jspecify..", "java.lang..", "java.util",
                        "java.util.function..", "java.util.stream..", "java.time..")
                .check(COORDINATOR);
    }

    @Test
    void thePressureIsPure() {
        classes().that().resideInAPackage(PRESSURE).should().onlyDependOnClassesThat()
                .resideInAnyPackage(PRESSURE, "org.jspecify..", "java.lang..", "java.util", "java.time..")
                .check(COORDINATOR);
    }

    @Test
    void theCoreTheGatesAndThePressureReadNoClock() {
        noClasses().that().resideInAnyPackage(CORE, GATE, PRESSURE).should()
                .callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(System.class, "currentTimeMillis").orShould()
                .callMethod(System.class, "nanoTime").check(COORDINATOR);
    }

    @Test
    void thePortsSeeNothingOfWhatStandsBehindThem() {
        classes().that().resideInAPackage(PORT).should().onlyDependOnClassesThat()
                .resideInAnyPackage(PORT, "dev.muster.common", "dev.muster.common.definition",
                        "dev.muster.common.error",
                        "com.fasterxml.jackson.annotation..", "org.jspecify..", "java..")
                .check(COORDINATOR);
    }

    @Test
    void theStreamsSeeNoHttp() {
        classes().that().resideInAPackage(STREAMS).should().onlyDependOnClassesThat()
                .resideInAnyPackage(STREAMS, CORE, GATE, PORT, MONITOR, PRESSURE, "dev.muster.common..",
                        "org.apache.kafka..", "io.micrometer.core.instrument.binder..", "tools.jackson..",
                        "org.slf4j..", "org.jspecify..", "java..")
                .check(COORDINATOR);
    }

    @Test
    void theMonitorSeesPortsAndNeverKafkaOrTheCoreOrTheStreams() {
        classes().that().resideInAPackage(MONITOR).should().onlyDependOnClassesThat()
                .resideInAnyPackage(MONITOR, PORT, "dev.muster.common", "dev.muster.common.error",
                        "io.micrometer..", "io.prometheus.metrics.model..", "org.jspecify..", "java..")
                .check(COORDINATOR);
        noClasses().that().resideInAPackage(MONITOR).should().dependOnClassesThat()
                .resideInAPackage("io.micrometer.core.instrument.binder.kafka..").check(COORDINATOR);
    }

    @Test
    void httpSeesNeitherKafkaNorTheCoreNorTheStreams() {
        noClasses().that().resideInAPackage(HTTP).should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.micrometer..", CORE, GATE, MONITOR, PRESSURE,
                        STREAMS)
                .check(COORDINATOR);
    }

    @Test
    void thePeersAreReachedByWayOfThePortsAlone() {
        classes().that().resideInAPackage(PEER).should().onlyDependOnClassesThat()
                .resideInAnyPackage(PEER, PORT, "dev.muster.common..", "tools.jackson..", "org.slf4j..",
                        "org.jspecify..", "java..")
                .check(COORDINATOR);
        noClasses().that().resideInAPackage(HTTP).should().dependOnClassesThat().resideInAPackage(PEER)
                .check(COORDINATOR);
    }

    @Test
    void whoCallersAreIsKnownWithoutHttpAndKafka() {
        classes().that().resideInAPackage(ACCESS).should().onlyDependOnClassesThat()
                .resideInAnyPackage(ACCESS, PORT, "dev.muster.common.error", "com.nimbusds..", "org.slf4j..",
                        "org.jspecify..", "java..")
                .check(COORDINATOR);
        noClasses().that().resideInAPackage(HTTP).should().dependOnClassesThat().resideInAPackage(ACCESS)
                .check(COORDINATOR);
    }

    @Test
    void onlyTheWiringSeesEverything() {
        noClasses().that()
                .resideInAnyPackage(ACCESS, CORE, GATE, PORT, MONITOR, PRESSURE, STREAMS, HTTP, PEER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.muster.coordinator").check(COORDINATOR);
    }

    @Test
    void theCoordinatorKnowsNothingOfWorkersAndTheCommandLine() {
        noClasses().should().dependOnClassesThat()
                .resideInAnyPackage("dev.muster.worker..", "dev.muster.cli..", "dev.muster.dev..")
                .check(COORDINATOR);
    }
}
