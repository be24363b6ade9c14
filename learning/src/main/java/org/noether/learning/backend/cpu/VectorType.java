package org.noether.learning.backend.cpu;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

final class VectorType {
  private static final String FIELD = "TYPE";
  private static final ClassDesc FLOAT_VECTOR = FloatVector.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = VectorSpecies.class.describeConstable().orElseThrow();

  private VectorType() {}

  static void declare(ClassBuilder type, ClassDesc self, VectorWidth width) {
    type.withField(
        FIELD, CD_Class, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
    type.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        init -> {
          init.getstatic(FLOAT_VECTOR, "SPECIES_" + width.bits(), SPECIES);
          init.invokeinterface(SPECIES, "vectorType", MethodTypeDesc.of(CD_Class));
          init.putstatic(self, FIELD, CD_Class);
          init.return_();
        });
  }

  static void load(CodeBuilder code, ClassDesc self, int local) {
    code.getstatic(self, FIELD, CD_Class).aload(local);
    code.invokevirtual(CD_Class, "cast", MethodTypeDesc.of(CD_Object, CD_Object));
    code.checkcast(FLOAT_VECTOR);
  }
}
