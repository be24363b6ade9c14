package org.noether.learning.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code best.safetensors} says of itself, so that it can be told apart without its run. */
final class WeightsMetadata {
  private WeightsMetadata() {}

  /**
   * Returns the metadata of the weights after an epoch.
   *
   * @param identity the configuration and data
   */
  static Map<String, String> of(
      LearningTask<?, ?> task, RunConfig<?> config, Checkpoint.Identity identity, int epoch) {
    Map<String, String> metadata = new LinkedHashMap<>();
    // By this entry Hugging Face's libraries know that the tensors have PyTorch's names and layout.
    metadata.put("format", "pt");
    metadata.put("software", "Noether " + Version.noether());
    metadata.put("task", task.id());
    metadata.put("network", config.network());
    metadata.put("net_cfg", Json.line(config.netCfg()));
    metadata.put("epoch", Integer.toString(epoch));
    metadata.put(Checkpoint.CONFIG, identity.configSha256());
    metadata.put(Checkpoint.DATA, identity.dataSha256());
    return metadata;
  }
}
