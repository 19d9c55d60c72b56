-- AlterTable
ALTER TABLE "device" ADD COLUMN     "presence" TEXT;

