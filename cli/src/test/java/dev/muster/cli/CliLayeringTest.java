package dev.muster.cli;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

class CliLayeringTest {
    @Test
    void theCommandSpeaksHttpOnly() {
        var command = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.muster.cli");

        classes().should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.muster.cli..", "picocli..", "tools.jackson..", "org.jspecify..",
                        "java..")
                .check(command);
    }
}
