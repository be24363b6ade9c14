#!/bin/sh
# jHDF 0.13.0 runs a chunk through every filter of its dataset, also those that the chunk's filter mask leaves out.
#
# Needs: python3 with venv and pip, mvn, a JDK 17 or newer, and network access to the Python and Maven package registries.
# Exit code: 0 if the behaviour is as stated, 1 if it has changed, 2 if something is missing.
#
# HDF5 stores with each chunk a mask of the filters that were not applied to it; writers set it where a filter does not
# make a chunk smaller, or when a chunk is copied as it is. h5py's write_direct_chunk writes such chunks, and h5py reads
# them. A dataset is written whose pipeline is shuffle alone, and whose only chunk says that it was not shuffled.
# jHDF gives no error: it undoes the shuffle that was never done, and returns other numbers.
# With gzip in place of shuffle it raises an exception, because the bytes are no deflate stream.
# Consequence: numbers read by jHDF from such files are wrong without a sign. Code that must be right has to look at the
# mask itself: Chunk.getFilterMask() has it, but the method of a dataset that leads to its chunks is protected.
#
# Seen with h5py 3.16.0 and jHDF 0.13.0:
#    h5py: [1, 2, 3, 4]
#    jHDF: [67305985, 0, 0, 0]
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

numbers = numpy.arange(1, 5, dtype="<i4")
with h5py.File("masked.h5", "w") as file:
    data = file.create_dataset("x", (4,), "<i4", chunks=(4,), shuffle=True)
    data.id.write_direct_chunk((0,), numbers.tobytes(), filter_mask=1)
with h5py.File("masked.h5") as file:
    print("h5py:", file["x"][()].tolist())
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
    try (var file = new HdfFile(Path.of("masked.h5"))) {
      System.out.println("jHDF: " + Arrays.toString((int[]) file.getDatasetByPath("/x").getData()));
    }
  }
}
JAVA
java -cp 'jars/*' Read.java > jhdf.txt 2>/dev/null

cat h5py.txt jhdf.txt
if [ "$(cat h5py.txt jhdf.txt)" = "h5py: [1, 2, 3, 4]
jHDF: [67305985, 0, 0, 0]" ]; then
  echo "as stated"
else
  echo "CHANGED"
  exit 1
fi
