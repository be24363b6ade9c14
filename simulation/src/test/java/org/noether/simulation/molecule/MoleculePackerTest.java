package org.noether.simulation.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.noether.simulation.io.FormatException;

class MoleculePackerTest {
  @TempDir private Path folder;

  private static Molecule hydrogen(Map<String, Double> properties) {
    return new Molecule(0, new int[] {1}, new double[3], properties);
  }

  private static Map<String, Double> properties(int count) {
    var properties = new LinkedHashMap<String, Double>();
    for (int i = 0; i < count; i++) {
      properties.put("k" + i, (double) i);
    }
    return properties;
  }

  @Test
  void manyMoleculesTimesManyPropertiesAreRefusedBeforeTheyFillMemory() {
    var packer = new MoleculePacker("m.xyz");
    long molecules = Limits.PROPERTY_VALUES / Limits.PROPERTIES;
    Molecule plain = hydrogen(Map.of());

    assertThatThrownBy(
            () -> {
              packer.add(hydrogen(properties(Limits.PROPERTIES)));
              for (long i = 0; i < molecules; i++) {
                packer.add(plain);
              }
            })
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "m.xyz: %d molecules of it have 128 properties; at most 50000000 values are allowed",
            molecules + 1);
  }

  @Test
  void aLateColumnIsCountedToo() throws FormatException {
    var packer = new MoleculePacker("m.xyz");
    Molecule plain = hydrogen(Map.of());
    for (long i = 0; i < Limits.PROPERTY_VALUES / 4; i++) {
      packer.add(plain);
    }

    assertThatThrownBy(() -> packer.add(hydrogen(properties(4))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("12500001 molecules of it have 4 properties");
  }

  @Test
  void ofManyPropertiesThoseOfQm9AndTheFirstOthersAreKept() throws Exception {
    String text = String.join(" ", properties(300).keySet().stream().map(k -> k + "=1").toList());
    Path file = MoleculeText.write(folder.resolve("m.xyz"), "1\n" + text + " homo=-0.5\nH 0 0 0\n");

    PackedMolecules packed = MoleculeFiles.readAll(file, BadMolecules.refused(), _ -> {});

    assertThat(packed.properties().keySet())
        .hasSize(Limits.PROPERTIES + 1)
        .startsWith("k0", "k1")
        .endsWith("k127", "homo");
    assertThat(Collections.frequency(packed.molecule(0).properties().values(), 1.0)).isEqualTo(128);
  }
}
