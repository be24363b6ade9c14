package org.noether.learning.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** A fused elementwise loop, which stores only the values that other instructions read. */
final class ElementwiseGroup extends LoopBody {
  private final Map<Tensor, Storage> stores = new LinkedHashMap<>();

  ElementwiseGroup(Shape shape, int position) {
    super(shape, position);
  }

  @Override
  int results() {
    return stores.size();
  }

  /** Returns the storage of a member's value; the loop stores it from now on. */
  Storage store(Tensor node) {
    return stores.computeIfAbsent(
        node,
        _ -> {
          Storage storage = new Storage(shape().size());
          storage.writtenAt(position());
          return storage;
        });
  }

  Instruction toInstruction() {
    List<Access> outputs = new ArrayList<>();
    List<Integer> results = new ArrayList<>();
    stores.forEach((node, storage) -> {
      outputs.add(new Access(storage, 0, View.whole(storage, shape()).strides()));
      results.add(member(node));
    });
    List<Integer> axes = IntStream.range(0, shape().rank()).boxed().toList();
    return new Instruction.RunLoop(loop(axes, 0, outputs, results).collapsed());
  }
}
