package dev.muster.common.format;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DefinitionReaderTest {
    private final DefinitionReader reader = new DefinitionReader();

    @Test
    void aDefinitionInYamlReadsBackFromItsCanonicalJson() {
        var definition = reader
                .read("""
                        name: brand-launch
                        input: {brand: string}                      # JSON Schema, or its short form
                        maxParallelTasks: 5
                        onFailure: rollback
                        tasks:
                          visuals:   {agent: visual_content, action: batch_generate, input: {brand: "${input.brand}", count: 6},
                                      retry: {attempts: 3, delay: 5s, factor: 2}, timeout: 300s, compensate: {action: delete_generated_content}}
                          website:   {agent: web_development, action: build_website, dependsOn: [visuals], input: {images: "${tasks.visuals.output.images}"}}
                          inventory: {agent: finance_inventory, action: sync_inventory}
                          marketing: {agent: marketing, action: launch_campaign, dependsOn: [website, visuals], when: "${size(tasks.visuals.output.images) > 1}"}
                          banners:   {agent: visual_content, action: banner, dependsOn: [visuals], forEach: "${tasks.visuals.output.images}", as: image, atMost: 10, input: {image: "${image}", text: "no. ${imageIndex + 1} of ${input.brand}"}}
                        """);

        assertThat(reader.read(definition.json()).workflow()).isEqualTo(definition.workflow());
    }
}
