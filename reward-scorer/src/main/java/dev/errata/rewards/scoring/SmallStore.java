package dev.errata.rewards.scoring;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Bounds the native memory of each store to about 12 MiB per partition, instead of RocksDB's default of about 100 MiB.
 * The stores of the join hold only a few seconds of rollouts; that of question accuracy has about 200 bytes a question.
 */
public final class SmallStore implements RocksDBConfigSetter {

    private static final long CACHE_BYTES = 4L << 20;
    private static final long WRITE_BUFFER_BYTES = 4L << 20;
    private static final int WRITE_BUFFERS = 2;

    private final Cache cache = new LRUCache(CACHE_BYTES);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        options.setTableFormatConfig(table);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    @Override
    public void close(String store, Options options) {
        cache.close();
    }
}
