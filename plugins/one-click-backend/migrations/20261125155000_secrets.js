// @ts-check

const INSTANT_LENGTH = 24;

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function belongToRollout(table) {
  return table
    .string('rollout_id', 36)
    .notNullable()
    .references('id')
    .inTable('rollouts')
    .onDelete('CASCADE');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('secret_hash_keys', table => {
    table.comment(
      'With which a rollout hashes its secrets: equal values look different elsewhere',
    );
    belongToRollout(table).primary();
    table.string('hash_key', 64).notNullable();
  });
  await knex.schema.createTable('rollout_secrets', table => {
    table.comment(
      'Secrets in the cluster that we wrote: names and hashes, never a value',
    );
    belongToRollout(table);
    table.string('name', 253).notNullable();
    table.string('kind', 16).notNullable();
    table
      .text('keys', 'longtext')
      .notNullable()
      .comment('Names of values, with keyed hashes, and who set them when');
    table
      .text('sign_in')
      .nullable()
      .comment('Registry and user of a pull secret');
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table
      .string('due_at', INSTANT_LENGTH)
      .nullable()
      .comment('When to look whether anything refers to it; NULL once it went');
    table.string('collected_at', INSTANT_LENGTH).nullable();
    table.primary(['rollout_id', 'name']);
    table.index(['due_at'], 'rollout_secrets_due_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('rollout_secrets');
  await knex.schema.dropTable('secret_hash_keys');
};
