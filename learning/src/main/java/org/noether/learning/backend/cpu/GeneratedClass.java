package org.noether.learning.backend.cpu;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.function.Consumer;

/** Defines classes from bytecode generated at run time. */
final class GeneratedClass {
  private GeneratedClass() {}

  /** Returns the name of a generated class, as it refers to itself in its code. */
  static ClassDesc named(String name) {
    return ClassDesc.of(GeneratedClass.class.getPackageName(), name);
  }

  /**
   * Returns an instance of a new hidden class with one method {@code run}.
   *
   * @param self the name of the class, from {@link #named}
   * @param type the interface that it implements, from this package
   * @param code generates the method
   * @param more adds other members of the class
   */
  static <T> T create(
      ClassDesc self, Class<T> type, Consumer<CodeBuilder> code, Consumer<ClassBuilder> more) {
    byte[] bytes =
        ClassFile.of()
            .build(
                self,
                builder -> {
                  builder
                      .withFlags(ClassFile.ACC_FINAL)
                      .withInterfaceSymbols(type.describeConstable().orElseThrow())
                      .withMethodBody(
                          ConstantDescs.INIT_NAME,
                          ConstantDescs.MTD_void,
                          ClassFile.ACC_PUBLIC,
                          init ->
                              init.aload(0)
                                  .invokespecial(
                                      ConstantDescs.CD_Object,
                                      ConstantDescs.INIT_NAME,
                                      ConstantDescs.MTD_void)
                                  .return_())
                      .withMethodBody("run", typeOfRun(type), ClassFile.ACC_PUBLIC, code);
                  more.accept(builder);
                });
    try {
      var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return type.cast(lookup.lookupClass().getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("generated " + type.getSimpleName() + " does not link", e);
    }
  }

  private static MethodTypeDesc typeOfRun(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("run"))
        .map(run -> MethodType.methodType(run.getReturnType(), run.getParameterTypes()))
        .map(found -> MethodTypeDesc.ofDescriptor(found.toMethodDescriptorString()))
        .findFirst()
        .orElseThrow();
  }
}
