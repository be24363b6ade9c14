#!/bin/sh
# jHDF 0.13.0 gives chunks wrong places, or leaves them out, in datasets that can grow and whose file has indices of HDF5 1.10.
#
# Needs: python3 with venv and pip, mvn, a JDK 17 or newer, and network access to the Python and Maven package registries.
# Exit code: 0 if the behaviour is as stated, 1 if it has changed, 2 if something is missing.
#
# Since HDF5 1.10 a dataset with one axis of unlimited length keeps the addresses of its chunks in an "extensible array".
# (h5py writes it if asked for libver "v110" or "latest".) jHDF gives no error for either of two ordinary datasets:
# 1. wide: the second axis is the unlimited one. HDF5 numbers chunks along the unlimited axis last, so that the numbers
#    stay as they are when the dataset grows; jHDF numbers them by the present shape, and returns the chunks exchanged.
# 2. partly: some chunks were never written, and have the fill value. jHDF stops at the first of them in the array, so
#    that the chunks behind it have the fill value, too.
# Consequence: numbers read by jHDF from such files are wrong without a sign. A reader that must be right refuses the
# layout, unless the unlimited axis is the first one and as many chunks are found as the array's header says.
#
# Seen with h5py 3.16.0 and jHDF 0.13.0:
#    h5py: wide [[1, 2], [3, 4]]
#    h5py: partly [[1, 2], [0, 0], [0, 0], [7, 8]]
#    jHDF: wide [[1, 3], [2, 4]]
#    jHDF: partly [[1, 2], [0, 0], [0, 0], [0, 0]]
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

numbers = numpy.array([[1, 2], [3, 4]], "<i4")
with h5py.File("grown.h5", "w", libver=("v110", "v110")) as file:
    file.create_dataset("wide", data=numbers, chunks=(1, 1), maxshape=(2, None))
    data = file.create_dataset("partly", (4, 2), "<i4", chunks=(1, 2), maxshape=(None, 2))
    data[0] = [1, 2]
    data[3] = [7, 8]
with h5py.File("grown.h5") as file:
    for name in ("wide", "partly"):
        print("h5py:", name, file[name][()].tolist())
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
    try (var file = new HdfFile(Path.of("grown.h5"))) {
      for (String name : new String[] {"wide", "partly"}) {
        System.out.println("jHDF: " + name + " " + Arrays.deepToString((int[][]) file.getDatasetByPath("/" + name).getData()));
      }
    }
  }
}
JAVA
java -cp 'jars/*' Read.java > jhdf.txt 2>/dev/null

cat h5py.txt jhdf.txt
if [ "$(cat h5py.txt jhdf.txt)" = "h5py: wide [[1, 2], [3, 4]]
h5py: partly [[1, 2], [0, 0], [0, 0], [7, 8]]
jHDF: wide [[1, 3], [2, 4]]
jHDF: partly [[1, 2], [0, 0], [0, 0], [0, 0]]" ]; then
  echo "as stated"
else
  echo "CHANGED"
  exit 1
fi
