#!/bin/sh
# jHDF 0.13.0 takes a committed (named) data type for a time of 0 bytes, and returns empty arrays for its numbers.
#
# Needs: python3 with venv and pip, mvn, a JDK 17 or newer, and network access to the Python and Maven package registries.
# Exit code: 0 if the behaviour is as stated, 1 if it has changed, 2 if something is missing.
#
# HDF5 lets several datasets share a data type that is an object of the file with a name of its own; in h5py,
# file["number"] = numpy.dtype("<f8") commits one, and dtype=file["number"] uses it. The header of such a dataset holds a
# reference to the type in place of the type itself (a shared message). jHDF reads the reference as if it were a type.
# It gives no error: getDataType() is a TimeDataType of 0 bytes, and getData() an array of empty byte arrays.
# Consequence: code that asks for the kind of data first skips the dataset as "no numbers", although it holds doubles.
# A reader has to look at the flags of the data type's message (bit 1: shared), and refuse it.
#
# Seen with h5py 3.16.0 and jHDF 0.13.0:
#    h5py: float64 [1.5, 2.5]
#    jHDF: TimeDataType of 0 bytes [[], []]
set -eu

for tool in python3 mvn java; do
  command -v "$tool" >/dev/null || { echo "needs $tool" >&2; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip install -q h5py==3.16.0
venv/bin/python - > h5py.txt <<'PYTHON'
import h5py
import numpy

with h5py.File("named.h5", "w") as file:
    file["number"] = numpy.dtype("<f8")
    file.create_dataset("x", data=numpy.array([1.5, 2.5]), dtype=file["number"])
with h5py.File("named.h5") as file:
    print("h5py:", file["x"].dtype, file["x"][()].tolist())
PYTHON

cat > pom.xml <<'POM'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId><artifactId>x</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.jhdf</groupId><artifactId>jhdf</artifactId><version>0.13.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B dependency:copy-dependencies -DoutputDirectory=jars
cat > Read.java <<'JAVA'
import io.jhdf.HdfFile;
import java.nio.file.Path;
import java.util.Arrays;

class Read {
  public static void main(String[] args) {
    try (var file = new HdfFile(Path.of("named.h5"))) {
      var data = file.getDatasetByPath("/x");
      var type = data.getDataType();
      System.out.println(
          "jHDF: " + type.getClass().getSimpleName() + " of " + type.getSize() + " bytes "
              + Arrays.deepToString((Object[]) data.getData()));
    }
  }
}
JAVA
java -cp 'jars/*' Read.java > jhdf.txt 2>/dev/null

cat h5py.txt jhdf.txt
if [ "$(cat h5py.txt jhdf.txt)" = "h5py: float64 [1.5, 2.5]
jHDF: TimeDataType of 0 bytes [[], []]" ]; then
  echo "as stated"
else
  echo "CHANGED"
  exit 1
fi
