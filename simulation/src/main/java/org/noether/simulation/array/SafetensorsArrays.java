package org.noether.simulation.array;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.noether.simulation.io.Safetensors;
import org.noether.simulation.io.SafetensorsFile;
import org.noether.simulation.io.ShardedSafetensors;
import org.noether.simulation.io.TensorData;

/** Tensors in a file of safetensors, or in those that an index names. */
final class SafetensorsArrays implements ArrayFile {
  private static final String SUFFIX = ".safetensors";

  private final Path file;
  private final SafetensorsFile content;

  private SafetensorsArrays(Path file, SafetensorsFile content) {
    this.file = file;
    this.content = content;
  }

  /** Whether the name of a file is that of such a file or index. */
  static boolean recognises(Path file) {
    return file.toString().endsWith(SUFFIX) || isIndex(file);
  }

  /** Reads all tensors. */
  static SafetensorsArrays read(Path file) throws IOException {
    return new SafetensorsArrays(
        file, isIndex(file) ? ShardedSafetensors.open(file).read() : Safetensors.read(file));
  }

  private static boolean isIndex(Path file) {
    return file.toString().endsWith(ShardedSafetensors.SUFFIX);
  }

  @Override
  public List<String> names() {
    return names(false);
  }

  @Override
  public List<String> others() {
    return names(true);
  }

  private List<String> names(boolean empty) {
    return content.tensors().entrySet().stream()
        .filter(each -> (each.getValue().size() == 0) == empty)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public Optional<NumericArray> find(String name) throws IOException {
    TensorData tensor = content.tensors().get(name);
    return tensor == null ? Optional.empty() : Optional.of(new Tensor(source(), name, tensor));
  }

  @Override
  public Optional<Object> attribute(String name) {
    return Optional.ofNullable(content.metadata().get(name));
  }

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public String source() {
    return file.toString();
  }

  @Override
  public void close() {}

  private static final class Tensor extends NumericArray {
    private final TensorData data;

    Tensor(String source, String name, TensorData data) throws IOException {
      super(source, name, Arrays.stream(data.shape()).asLongStream().toArray());
      this.data = data;
    }

    @Override
    public String type() {
      return switch (data.dtype()) {
        case F64 -> "float64";
        case F32 -> "float32";
        case F16 -> "float16";
        case BF16 -> "bfloat16";
        case I64 -> "int64";
        case U64 -> "uint64";
        case I32 -> "int32";
        case U32 -> "uint32";
        case I16 -> "int16";
        case U16 -> "uint16";
        case I8 -> "int8";
        case U8 -> "uint8";
        case BOOL -> "bool";
      };
    }

    @Override
    void demandStored() {}

    @Override
    void read(Rows rows) {
      rows.put(data.rounded(), 0);
    }
  }
}
