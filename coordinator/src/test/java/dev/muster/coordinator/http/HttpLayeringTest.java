package dev.muster.coordinator.http;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

class HttpLayeringTest {
    @Test
    void theHttpApiSeesPortsAndNeverKafkaOrTheCore() {
        var api = new ClassFileImporter().importPackages("dev.muster.coordinator.http");

        classes().that().haveSimpleNameNotEndingWith("Test").should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.muster.coordinator.http..", "dev.muster.coordinator.port..",
                        "dev.muster.common..", "io.helidon..", "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "org.slf4j..", "org.jspecify..", "java..")
                .check(api);
    }
}
