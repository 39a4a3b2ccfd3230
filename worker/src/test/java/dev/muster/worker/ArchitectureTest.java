package dev.muster.worker;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {
    private static final JavaClasses WORKER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.muster.worker");

    @Test
    void leasesAreDecidedWithoutKafkaJsonOrAClock() {
        classes().that().resideInAPackage("dev.muster.worker.lease").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.muster.worker.lease", "org.jspecify..").check(WORKER);
        noClasses().that().resideInAPackage("dev.muster.worker.lease").should()
                .callMethod(java.time.Instant.class, "now").check(WORKER);
    }

    @Test
    void builtInAgentsUseTheSurfaceOfTheSdkAlone() {
        noClasses().that().resideInAPackage("dev.muster.worker.builtin").should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "dev.muster.worker.lease").check(WORKER);
    }

    @Test
    void theWorkerKnowsNothingOfTheCoordinator() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.muster.coordinator..")
                .check(WORKER);
    }
}
