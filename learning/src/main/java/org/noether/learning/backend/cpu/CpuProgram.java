package org.noether.learning.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import org.noether.learning.compile.Access;
import org.noether.learning.compile.CompiledProgram;
import org.noether.learning.compile.Instruction;
import org.noether.learning.compile.Loop;
import org.noether.learning.compile.Storage;
import org.noether.learning.compile.View;
import org.noether.learning.tensor.Ints;
import org.noether.learning.tensor.Op;
import org.noether.learning.tensor.Shape;
import org.noether.learning.tensor.Tensor;

/** A program's instructions as actions on an execution's memory. */
final class CpuProgram {
  /** One instruction, with its kernel chosen and its operands resolved. */
  @FunctionalInterface
  interface Action {
    void run(CpuExecution execution);
  }

  private final CompiledProgram compiled;
  private final Gemm gemm;
  private final Ragged ragged;
  private final VectorWidth width;
  private final List<Action> actions = new ArrayList<>();
  private int scratchSize;

  CpuProgram(CompiledProgram compiled, Gemm gemm, VectorWidth width) {
    this.compiled = compiled;
    this.gemm = gemm;
    this.ragged = new Ragged(width);
    this.width = width;
    for (Instruction instruction : compiled.instructions()) {
      actions.add(
          switch (instruction) {
            case Instruction.RunLoop(Loop loop) -> loop(loop);
            case Instruction.PackRight(View right, Storage packed) -> pack(right, packed);
            case Instruction.MatMul matmul -> matmul(matmul);
            case Instruction.RunOp(Tensor node, List<View> inputs, Storage result) ->
                op(node, inputs, result);
          });
    }
  }

  CompiledProgram compiled() {
    return compiled;
  }

  List<Action> actions() {
    return actions;
  }

  /** Returns how many numbers an execution's scratch memory holds. */
  int scratchSize() {
    return scratchSize;
  }

  private Action loop(Loop loop) {
    LoopKernel kernel = LoopCode.kernel(LoopForm.of(loop), width);
    List<Integer> arguments = new ArrayList<>();
    addAll(arguments, loop.extents());
    for (Access access : loop.accesses()) {
      arguments.add(access.storage().slot());
      arguments.add(access.storage().offset() + access.offset());
      addAll(arguments, access.strides());
    }
    int[] packed = arguments.stream().mapToInt(Integer::intValue).toArray();
    return execution -> kernel.run(execution.memory(), execution.bases(), packed);
  }

  private static void addAll(List<Integer> list, Ints numbers) {
    for (int i = 0; i < numbers.size(); i++) {
      list.add(numbers.get(i));
    }
  }

  private Action pack(View right, Storage packed) {
    Shape shape = right.shape();
    int batch = shape.rank() == 3 ? shape.extent(0) : 1;
    int batchStride = shape.rank() == 3 ? right.strides().get(0) : 0;
    int k = shape.extent(-2);
    int n = shape.extent(-1);
    int rowStride = right.strides().get(shape.rank() - 2);
    int columnStride = right.strides().get(shape.rank() - 1);
    int packedStride = gemm.packedSize(k, n);
    return execution -> {
      float[] from = execution.array(right.storage());
      float[] to = execution.array(packed);
      int fromOffset = execution.offset(right.storage()) + right.offset();
      int toOffset = execution.offset(packed);
      for (int b = 0; b < batch; b++) {
        gemm.packB(
            from,
            fromOffset + b * batchStride,
            rowStride,
            columnStride,
            k,
            n,
            to,
            toOffset + b * packedStride);
      }
    };
  }

  private Action matmul(Instruction.MatMul matmul) {
    View left = matmul.left();
    Storage right = matmul.right();
    Storage product = matmul.product().storage();
    Shape shape = left.shape();
    int batch = shape.rank() == 3 ? shape.extent(0) : 1;
    int batchStride = shape.rank() == 3 ? left.strides().get(0) : 0;
    int m = shape.extent(-2);
    int k = shape.extent(-1);
    int n = matmul.product().shape().extent(-1);
    int rowStride = left.strides().get(shape.rank() - 2);
    int columnStride = left.strides().get(shape.rank() - 1);
    int packedStride = gemm.packedSize(k, n);
    scratchSize = Math.max(scratchSize, gemm.scratchSize(m, k));
    return execution -> {
      float[] a = execution.array(left.storage());
      float[] b = execution.array(right);
      float[] c = execution.array(product);
      int aOffset = execution.offset(left.storage()) + left.offset();
      int bOffset = execution.offset(right);
      int cOffset = execution.offset(product);
      for (int i = 0; i < batch; i++) {
        gemm.multiply(
            m,
            n,
            k,
            a,
            aOffset + i * batchStride,
            rowStride,
            columnStride,
            b,
            bOffset + i * packedStride,
            c,
            cOffset + i * m * n,
            n,
            matmul.accumulate(),
            execution.scratch(),
            0);
      }
    };
  }

  private Action op(Tensor node, List<View> inputs, Storage result) {
    return switch (node.op()) {
      case Op.Gather _ -> gather(node, inputs.getFirst(), result);
      case Op.ScatterAdd(int rows) -> scatterAdd(node, inputs.getFirst(), rows, result);
      case Op.LargestMask(int count) -> largestMask(node, inputs.getFirst(), count, result);
      case Op.Contract _ -> contraction(node, inputs, result, node.shape(), ragged::contract);
      case Op.ContractToSenders(int senders) ->
          contraction(
              node,
              inputs,
              result,
              inputs.getFirst().shape(),
              (g, gAt, k, kAt, rowPtr, ends, points, channels, features, out, at) ->
                  ragged.contractToSenders(
                      g, gAt, k, kAt, rowPtr, ends, points, channels, features, senders, out, at));
      case Op.ContractToEdges _ ->
          contraction(node, inputs, result, inputs.getFirst().shape(), ragged::contractToEdges);
      default -> throw new IllegalStateException(node + " is no instruction of its own");
    };
  }

  @FunctionalInterface
  private interface Contraction {
    void run(
        float[] a,
        int aOffset,
        float[] b,
        int bOffset,
        int[] rowPtr,
        int[] senders,
        int points,
        int channels,
        int features,
        float[] out,
        int outOffset);
  }

  /** Returns a contraction whose values at points have the shape (points, features, channels). */
  private static Action contraction(
      Tensor node, List<View> inputs, Storage result, Shape atPoints, Contraction contraction) {
    View a = inputs.get(0);
    View b = inputs.get(1);
    Tensor rowPtr = node.inputs().get(2);
    Tensor senders = node.inputs().get(3);
    return execution ->
        contraction.run(
            execution.array(a),
            execution.offset(a),
            execution.array(b),
            execution.offset(b),
            execution.indices(rowPtr),
            execution.indices(senders),
            atPoints.extent(0),
            atPoints.extent(2),
            atPoints.extent(1),
            execution.array(result),
            execution.offset(result));
  }

  private Action gather(Tensor node, View from, Storage result) {
    int rows = node.shape().extent(0);
    int columns = rows == 0 ? 0 : node.shape().size() / rows;
    return execution ->
        ragged.gatherRows(
            execution.array(from),
            execution.offset(from),
            execution.indices(node.inputs().get(1)),
            rows,
            columns,
            execution.array(result),
            execution.offset(result));
  }

  private Action scatterAdd(Tensor node, View from, int outRows, Storage result) {
    int rows = from.shape().extent(0);
    int columns = outRows == 0 ? 0 : node.shape().size() / outRows;
    return execution ->
        ragged.scatterAddRows(
            execution.array(from),
            execution.offset(from),
            execution.indices(node.inputs().get(1)),
            rows,
            columns,
            outRows,
            execution.array(result),
            execution.offset(result));
  }

  private static Action largestMask(Tensor node, View from, int count, Storage result) {
    int n = node.shape().extent(-1);
    int size = node.shape().size();
    return execution -> {
      float[] x = execution.array(from);
      float[] mask = execution.array(result);
      int toMask = execution.offset(result) - execution.offset(from);
      int end = execution.offset(from) + size;
      for (int row = execution.offset(from); row < end; row += n) {
        for (int i = row; i < row + n; i++) {
          int better = 0;
          for (int j = row; j < row + n; j++) {
            if (x[j] > x[i] || (x[j] == x[i] && j < i)) {
              better++;
            }
          }
          mask[i + toMask] = better < count ? 1 : 0;
        }
      }
    };
  }
}
