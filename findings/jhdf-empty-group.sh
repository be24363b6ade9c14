#!/bin/sh
# jHDF 0.13.0 writes a group that holds nothing without an error, but not so that it can be read.
#
# Needs: python3 with venv and pip, mvn, a JDK 17 or newer, and network access to the Python and Maven package registries.
# Exit code: 0 if the behaviour is as stated, 1 if it has changed, 2 if something is missing.
#
# The link to the empty group leads to a place that holds no object header. jHDF itself reads nothing of the group around
# it any more, a dataset beside the empty group included; h5py reads the dataset and refuses the empty group.
# Consequence: code that copies the groups of a file has to leave out those that hold nothing, with their attributes.
#
# Seen with jHDF 0.13.0 and h5py 3.16.0:
#    jHDF: HdfException
#    h5py: x [1.0, 2.0], KeyError
set -eu

for tool in python3 mvn java; do
  command -v "$tool" >/dev/null || { echo "needs $tool" >&2; exit 2; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

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
cat > Write.java <<'JAVA'
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;

class Write {
  public static void main(String[] args) {
    var path = Path.of("groups.h5");
    try (var file = HdfFile.write(path)) {
      file.putDataset("x", new double[] {1, 2});
      file.putGroup("empty");
    }
    try (var file = new HdfFile(path)) {
      System.out.println("jHDF: " + file.getDatasetByPath("/x").getData());
    } catch (HdfException e) {
      System.out.println("jHDF: " + e.getClass().getSimpleName());
    }
  }
}
JAVA
java -cp 'jars/*' Write.java > jhdf.txt 2>/dev/null

python3 -m venv venv
venv/bin/pip install -q h5py==3.16.0
venv/bin/python - > h5py.txt <<'PYTHON'
import h5py

with h5py.File("groups.h5") as file:
    x = file["x"][()].tolist()
    try:
        empty = sorted(file["empty"])
    except Exception as e:
        empty = type(e).__name__
print(f"h5py: x {x}, {empty}")
PYTHON

cat jhdf.txt h5py.txt
if [ "$(cat jhdf.txt h5py.txt)" = "jHDF: HdfException
h5py: x [1.0, 2.0], KeyError" ]; then
  echo "as stated"
else
  echo "CHANGED"
  exit 1
fi
